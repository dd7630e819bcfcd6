import type { ReactNode } from 'react'

export type CardProps = { title?: string; action?: ReactNode; children: ReactNode; className?: string }

/** A plain sheet on the paper, with an `h2` where it has a title. */
export function Card({ title, action, children, className = '' }: CardProps) {
  return (
    <section className={`min-w-0 rounded-[14px] border border-line bg-card px-5 py-5 sm:px-6 ${className}`}>
      {title && (
        <div className="mb-3 flex min-h-[44px] flex-wrap items-center justify-between gap-x-4">
          <h2 className="font-semibold tracking-[-0.005em]">{title}</h2>
          {action}
        </div>
      )}
      {children}
    </section>
  )
}
