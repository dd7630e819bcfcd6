import type { ReactNode } from 'react'

export type ErrorPanelProps = {
  title: string
  text: string
  action?: ReactNode
  requestId?: string | null
  /** More to know, such as whom to ask. */
  children?: ReactNode
}

/** For 403, 404 and 500: what happened, what to do, and the number to ask about. */
export function ErrorPanel({ title, text, action, requestId, children }: ErrorPanelProps) {
  return (
    <section className="mx-auto max-w-[560px] py-10 text-center sm:py-16">
      <svg
        width="120"
        height="80"
        viewBox="0 0 120 80"
        fill="none"
        aria-hidden="true"
        className="mx-auto mb-6 text-muted"
      >
        <rect
          x="1"
          y="1"
          width="118"
          height="78"
          rx="6"
          className="fill-card"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <path d="M2 6l58 40 58-40" stroke="currentColor" strokeWidth="1.5" />
        <path
          d="M62 62q8-5 16 0t16 0t16 0M62 68q8-5 16 0t16 0t16 0"
          className="stroke-red"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <h1 className="text-2xl font-semibold">{title}</h1>
      <p className="mt-2 text-lg text-muted">{text}</p>
      {children && <div className="mt-4 [&_ul]:justify-center">{children}</div>}
      {action && <div className="mt-6 flex flex-wrap justify-center gap-2.5">{action}</div>}
      {requestId && (
        <p className="mt-8 text-sm text-muted">
          Error <code className="wrap-anywhere select-all">{requestId}</code>
        </p>
      )}
    </section>
  )
}
