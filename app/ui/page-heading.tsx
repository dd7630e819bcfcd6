import type { ReactNode } from 'react'

export type PageHeadingProps = { title: string; children?: ReactNode; actions?: ReactNode }

/** The `h1` of a screen, a line under it, and what can be done here. */
export function PageHeading({ title, children, actions }: PageHeadingProps) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 wrap-anywhere">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {children && <div className="mt-1 text-muted tabular-nums">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap gap-2.5 print:hidden">{actions}</div>}
    </div>
  )
}
