import { useEffect, useRef } from 'react'
import { formatMoney, formatPlain } from '@/lib/rules/money'
import type { AddPostageState, AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import { feeRateText, type FeeTerms, type Quote } from '@/lib/refills/rules/quote'
import { purposeFields } from '@/lib/refills/rules/refill-purpose'
import { addsWords } from './add-postage-fields'
import { buttonClass } from '@/app/ui/button'
import type { MethodChoice } from './method-choices'
import { QuoteTable } from '../quote-table'
import { SubmitButton } from '@/app/ui/submit-button'

export type AddPostageReviewProps = {
  state: AddPostageState
  quote: Quote
  pending: boolean
  terms: FeeTerms
  methods: MethodChoice[]
  costAccounts: { code: string; name: string }[]
}

/** The step where nothing is left but to confirm: the server's own quote, and the values again as hidden fields. */
export function AddPostageReview({ state, quote, pending, terms, methods, costAccounts }: AddPostageReviewProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const isWrong = state.errors.length > 0
  useEffect(() => {
    // With errors the summary takes the focus.
    if (!isWrong) heading.current?.focus()
  }, [isWrong])
  const { values } = state
  const method = methods.find((one) => one.id === values.payment_method)
  const nameOf = (code: string) => costAccounts.find((one) => one.code === code)?.name ?? code
  return (
    <section aria-labelledby="check-and-confirm" className="max-w-[560px]">
      <h2 ref={heading} id="check-and-confirm" tabIndex={-1} className="text-xl font-semibold outline-none">
        Check and confirm
      </h2>
      <p className="mt-1 text-muted">
        {state.label?.printsItself ? 'Nothing has been charged or printed yet.' : 'Nothing has been charged yet.'}
      </p>
      <div className="mt-5 rounded-[14px] bg-soft/60 px-5 py-5 ring-1 ring-line">
        <QuoteTable
          quote={quote}
          methodLabel={method?.label ?? null}
          feeApplies={quote.fee > 0}
          feeRate={feeRateText(terms)}
          labelAmount={state.label?.isFromBalance ? state.label.amount : null}
        />
        <dl className="mt-3 grid gap-y-2 border-t border-line pt-3">
          <div className="flex justify-between gap-4">
            <dt className="text-muted">{state.shares ? 'Cost accounts' : 'Cost account'}</dt>
            <dd className="min-w-0 text-right tabular-nums wrap-anywhere">
              {state.shares
                ? state.shares.map((share) => (
                    <span key={share.costAccount} className="block">
                      <bdi>{nameOf(share.costAccount)}</bdi> {formatMoney(share.amount)}
                    </span>
                  ))
                : values.cost_account
                  ? nameOf(values.cost_account)
                  : 'None'}
            </dd>
          </div>
          {values.memo && (
            <div className="flex justify-between gap-4">
              <dt className="text-muted">Note</dt>
              <dd className="text-right wrap-anywhere">{values.memo}</dd>
            </div>
          )}
        </dl>
      </div>
      {fieldsOf(values).map(([name, value], place) => (
        <input key={`${name} ${place}`} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="seen_total" value={String(quote.totalCharged)} />
      <input type="hidden" name="seen_amount" value={String(quote.amount)} />
      <div className="mt-5 flex flex-wrap gap-2.5">
        <SubmitButton label={addsWords(state.label, quote)} pending={pending} />
        {/* A whole new page on purpose: the form starts over with these values and a new key. */}
        <a href={changeHref(state, quote)} className={buttonClass('plain')}>
          Change
        </a>
      </div>
    </section>
  )
}

/** The form's fields with what they hold: a split is two fields for each of its rows. */
function fieldsOf({ split, ...texts }: AddPostageValues): [string, string][] {
  return [
    ...Object.entries(texts),
    ...split.flatMap(({ cost_account, share }): [string, string][] => [
      ['split_account', cost_account],
      ['split_share', share],
    ]),
  ]
}

function changeHref({ values, purpose }: AddPostageState, quote: Quote): string {
  const amount = values.amount === 'fill' ? 'fill' : formatPlain(quote.amount)
  const fields = [...fieldsOf({ ...values, amount, other_amount: '' }), ...purposeFields(purpose)]
  // An empty share keeps its place: the rows are read in their order.
  return `/postage/add?${new URLSearchParams(fields.filter(([name, value]) => value !== '' || name.startsWith('split_')))}`
}
