'use client'

import { useEffect, useRef } from 'react'

export type SummaryError = {
  message: string
  /** Where it can be put right, `#other_amount`; null for what belongs to no field. */
  href: string | null
}

export type ErrorSummaryProps = {
  errors: SummaryError[]
  title?: string
  /** Changes with every answer, so that the same mistake twice takes the focus twice. */
  answer?: unknown
}

/** All that is wrong, at the top, in the words of the fields. Takes the focus whenever a new answer brings it. */
export function ErrorSummary({ errors, title = 'There is a problem', answer }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  const said = errors.map((error) => error.message).join('\n')
  useEffect(() => {
    if (said) box.current?.focus()
  }, [said, answer])
  if (errors.length === 0) return null
  return (
    <div ref={box} role="alert" tabIndex={-1} className="rounded-xl border border-l-4 border-red bg-card px-5 py-4">
      <h2 className="font-semibold">{title}</h2>
      <ul className="tabular-nums wrap-anywhere">
        {errors.map((error) => (
          <li key={`${error.href} ${error.message}`}>
            {error.href ? (
              <a
                href={error.href}
                className="inline-flex min-h-[44px] items-center font-medium text-red underline underline-offset-4"
              >
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
