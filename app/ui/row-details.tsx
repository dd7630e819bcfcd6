import type { ReactNode } from 'react'

export type RowDetailsProps = {
  /** What can be done: `Deactivate`. */
  summary: string
  /** To what, for those who hear it without its row. */
  of: string
  /** What it means, and the form that does it. */
  children: ReactNode
}

/** Something to do with a row of a table: opened first, so that what it means is read before it is pressed. No script. */
export function RowDetails({ summary, of, children }: RowDetailsProps) {
  return (
    <details className="group max-w-[340px] open:pb-2">
      <summary className="-my-[11px] inline-flex min-h-[44px] cursor-pointer items-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current">
        {summary}
        <span className="sr-only"> {of}</span>
      </summary>
      <div className="mt-4 grid justify-items-start gap-3 text-sm [&>form]:min-w-0 [&_button]:wrap-anywhere">
        {children}
      </div>
    </details>
  )
}
