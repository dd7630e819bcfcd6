import type { ReactNode } from 'react'

export type OperatorDetailsProps = {
  /** Opened from the start, for example because something in it needs attention. */
  open?: boolean
  children: ReactNode
}

/** The technical part of a page, closed at first. It works without a script. */
export function OperatorDetails({ open = false, children }: OperatorDetailsProps) {
  return (
    <details open={open} className="group">
      <summary className="-my-[11px] inline-flex min-h-[44px] cursor-pointer items-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current">
        For auditors and operators
      </summary>
      <div className="mt-4 grid gap-6">{children}</div>
    </details>
  )
}
