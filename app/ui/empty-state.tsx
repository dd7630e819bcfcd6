import type { ReactNode } from 'react'

export type EmptyStateProps = { title: string; text: string; action?: ReactNode }

/** Nothing here yet: says so, and what to do next. An empty stamp place stands for it. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-10 text-center">
      <svg width="64" height="76" viewBox="0 0 64 76" fill="none" aria-hidden="true" className="mb-5 text-edge">
        <rect x="1" y="1" width="62" height="74" rx="2" stroke="currentColor" strokeWidth="1.5" strokeDasharray="3 4" />
        <path
          d="M14 30q9-6 18 0t18 0M14 38q9-6 18 0t18 0M14 46q9-6 18 0t18 0"
          className="stroke-red"
          strokeOpacity="0.55"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 max-w-[44ch] text-muted">{text}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
