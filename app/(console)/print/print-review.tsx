import { useEffect, useRef } from 'react'
import type { PrintState } from '@/lib/labels/print-state'
import { PRINT_FIELDS, printQuery } from '@/lib/labels/rules/print-values'
import { buttonClass } from '@/app/ui/button'
import { PrintQuote } from './print-quote'
import { SubmitButton } from '@/app/ui/submit-button'

export type PrintReviewProps = {
  state: PrintState
  priced: NonNullable<PrintState['priced']>
  pending: boolean
  costAccounts: { code: string; name: string }[]
  /** Cents in the balance. */
  available: number
}

/** The step where nothing is left but to print: the server's own price, and the values again as hidden fields. */
export function PrintReview({ state, priced, pending, costAccounts, available }: PrintReviewProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [state])
  const { values } = state
  const costAccount = costAccounts.find(({ code }) => code === values.cost_account)?.name ?? values.cost_account
  const facts = [
    ['Reference', values.reference],
    ['Cost account', costAccount],
  ].map(([label, text]) => ({ label, text: text || 'None' }))
  return (
    <section aria-labelledby="check-and-print" className="max-w-[560px]">
      <h2 ref={heading} id="check-and-print" tabIndex={-1} className="text-xl font-semibold outline-none">
        Check and print
      </h2>
      <p className="mt-1 text-muted">Nothing has been printed yet.</p>
      <div className="mt-5 rounded-[14px] bg-soft/60 px-5 py-5 ring-1 ring-line">
        <PrintQuote carrier={values.carrier} amount={priced.amount} service={priced.service} available={available} />
        <dl className="mt-3 grid gap-y-2 border-t border-line pt-3">
          {facts.map(({ label, text }) => (
            <div key={label} className="flex justify-between gap-4">
              <dt className="shrink-0 text-muted">{label}</dt>
              <dd className="min-w-0 text-right wrap-anywhere">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      {PRINT_FIELDS.map((name) => (
        <input key={name} type="hidden" name={name} value={values[name]} />
      ))}
      <input type="hidden" name="seen_amount" value={String(priced.amount)} />
      <div className="mt-5 flex flex-wrap gap-2.5">
        <SubmitButton label="Print" pending={pending} />
        {/* A whole new page on purpose: the form starts over with these values and a new key. */}
        <a href={`/print?${printQuery(values)}`} className={buttonClass('plain')}>
          Change
        </a>
      </div>
    </section>
  )
}
