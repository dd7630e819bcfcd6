import type { ReactNode } from 'react'

export type CardProps = { title?: string; action?: ReactNode; children: ReactNode; className?: string }

/** A plain sheet on the paper, with an `h2` where it has a title. */
export function Card({ title, action, children, className = '' }: CardProps) {
  return (
    <section className={`min-w-0 rounded-[14px] border border-line bg-card px-5 py-5 sm:px-6 ${className}`}>
      {title && (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 sm:items-start">
          <h2 className="font-semibold">{title}</h2>
          {/* As high as a finger needs, and the title stays where it is without it: cards beside each other keep one line of titles. */}
          {action && <div className="sm:-mt-[11px] sm:-mb-[3px]">{action}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
