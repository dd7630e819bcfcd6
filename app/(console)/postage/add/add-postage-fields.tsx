import Link from 'next/link'
import { useState } from 'react'
import { formatMoney } from '@/lib/rules/money'
import type { AddPostageField, AddPostageState, AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import {
  feeRateText,
  quoteRefill,
  refillFee,
  type FeeTerms,
  type Quote,
  type QuoteAccount,
  type QuoteMethod,
} from '@/lib/refills/rules/quote'
import { AmountChoices, isUnreadable } from './amount-choices'
import { buttonClass } from '@/app/ui/button'
import { CostAccountChoice } from '@/app/(console)/settings/cost-accounts/cost-account-choice'
import { chosenAmount } from '@/lib/refills/rules/chosen-amount'
import { Field, INPUT } from '@/app/ui/field'
import { MethodChoices, type MethodChoice } from './method-choices'
import { QuoteTable } from '../quote-table'
import { NOT_AN_AMOUNT, refusalWords } from '@/lib/refills/rules/refusal-words'
import { SubmitButton } from '@/app/ui/submit-button'

/** What the form knows of the team. */
export type AddPostageTeam = {
  account: QuoteAccount
  /** What an amount of one's own is called: `Other`, in the classic layout `Custom`. */
  freeAmount: 'Other' | 'Custom'
  terms: FeeTerms
  methods: MethodChoice[]
  costAccounts: { code: string; name: string }[]
  costAccountRequired: boolean
}

export type AddPostageFieldsProps = AddPostageTeam & {
  state: AddPostageState
  /** What the fields hold now, once a script reads them; null as the server sends them. */
  live: AddPostageValues | null
  pending: boolean
  /** What the cost accounts start with, and how often they were arranged anew. */
  booked: AddPostageValues
  bookedTimes: number
  /** Splits, adds a row, removes one: see rearrangeSplit. */
  onRearrange: (how: string) => void
}

/** A method that can pay for anything: what is refused of it is refused of all. */
const UNBOUNDED: QuoteMethod = { type: 'reserve_account', available: null }

/** The step where everything can be chosen, with the live quote beside it. */
export function AddPostageFields(props: AddPostageFieldsProps) {
  const { state, live, pending, account, terms, methods, costAccounts, costAccountRequired } = props
  const { booked, bookedTimes, onRearrange } = props
  const [leftOther, setLeftOther] = useState(false)
  const values = live ?? state.values
  const amount = chosenAmount(values, account)
  const method = methods.find((one) => one.id === values.payment_method && one.usable) ?? null
  // The bounds of the amount are the same for every method, so they can be told before one is chosen.
  const bounds = amount === null ? null : quoteRefill(account, UNBOUNDED, terms, amount)
  const quote =
    method && amount !== null && bounds?.refusal === null ? quoteRefill(account, method, terms, amount) : null
  const errorAt = (field: AddPostageField) => state.errors.find((error) => error.field === field)?.message ?? null

  const retyped = live !== null && live.other_amount !== state.values.other_amount
  const wrongNow = isUnreadable(values.other_amount)
    ? NOT_AN_AMOUNT
    : bounds && refusalWords(bounds, account, { label: '', available: null })
  const noticed = leftOther && values.amount === 'other' ? wrongNow : null
  const otherError = noticed ?? (retyped ? null : errorAt('other_amount'))
  const advice = quote && method && cheaperWords(quote, method, methods, account, terms)
  const short = quote && method && refusalWords(quote, account, method)

  return (
    <div className="grid items-start gap-x-10 gap-y-7 @3xl:grid-cols-[minmax(0,1fr)_minmax(0,372px)]">
      <div className="grid min-w-0 gap-7">
        <AmountChoices
          account={account}
          freeAmount={props.freeAmount}
          values={state.values}
          error={errorAt('amount')}
          otherError={otherError}
          onLeaveOther={() => setLeftOther(true)}
        />
        <MethodChoices
          methods={methods}
          chosen={state.values.payment_method}
          account={account}
          terms={terms}
          amount={bounds?.refusal === null ? amount : null}
          error={errorAt('payment_method')}
        />
        <CostAccountChoice
          key={bookedTimes}
          values={booked}
          live={live}
          amount={amount}
          costAccounts={costAccounts}
          required={costAccountRequired}
          // What was said of a row is no longer true of the one that stands there now.
          errors={booked === state.values ? state.errors : []}
          onRearrange={onRearrange}
        />
        <Field id="memo" label="Note (optional)" error={errorAt('memo')}>
          <input
            id="memo"
            name="memo"
            type="text"
            maxLength={200}
            autoComplete="off"
            defaultValue={state.values.memo}
            aria-invalid={errorAt('memo') !== null || undefined}
            aria-describedby="memo-error"
            className={INPUT}
          />
        </Field>
      </div>
      <div className="min-w-0 rounded-[14px] bg-soft/60 px-5 py-5 ring-1 ring-line @3xl:sticky @3xl:top-6">
        <h2 className="font-semibold">Preview</h2>
        <p className="still-only mt-2 text-muted">
          You will see the fee and the total on the next page before anything is charged.
        </p>
        <div role="status" aria-label="Quote" aria-atomic="false" className="live-only mt-2">
          <QuoteTable
            quote={quote}
            methodLabel={method?.label ?? null}
            feeRate={feeRateText(terms)}
            labelAmount={state.label?.isFromBalance ? state.label.amount : null}
            feeApplies={method !== null && refillFee(100_00, method.type, terms) > 0}
          />
          <p aria-atomic="true" className={`mt-2 tabular-nums @3xl:min-h-[3em] ${short ? 'text-amber' : 'text-green'}`}>
            {short || advice}
          </p>
        </div>
        {/* What the person has seen. Empty as the server sends it: without a script nobody has seen a total yet. */}
        <input type="hidden" name="seen_total" value={live && quote ? String(quote.totalCharged) : ''} />
        <input type="hidden" name="seen_amount" value={live && quote ? String(quote.amount) : ''} />
        <div className="mt-4 flex flex-wrap-reverse gap-2.5">
          <Link href="/" data-closes-dialog="" className={buttonClass('plain', 'grow @sm:grow-0')}>
            Cancel
          </Link>
          <SubmitButton label={addsWords(state.label, quote)} pending={pending} className="grow" />
        </div>
      </div>
    </div>
  )
}

/** What the button does: where the label cannot be printed with this refill, it is not said that it will be. */
export function addsWords(label: AddPostageState['label'], quote: Quote | null): string {
  const prints = label?.printsItself && (!label.isFromBalance || quote === null || quote.balanceAfter >= label.amount)
  return prints ? 'Add postage and print' : 'Add postage'
}

/** What the cheapest method that can pay would save, in words. */
function cheaperWords(
  quote: Quote,
  method: MethodChoice,
  methods: MethodChoice[],
  account: QuoteAccount,
  terms: FeeTerms,
): string | null {
  const better = methods
    .filter((other) => other.id !== method.id && other.usable)
    .map((other) => ({ other, offer: quoteRefill(account, other, terms, quote.amount) }))
    .filter(({ offer }) => offer.refusal === null && offer.totalCharged < quote.totalCharged)
    .sort((a, b) => a.offer.totalCharged - b.offer.totalCharged)[0]
  if (!better) return null
  const what = better.offer.fee === 0 ? 'has no fee' : `has a fee of ${formatMoney(better.offer.fee)}`
  return `${better.other.label} ${what}: you would save ${formatMoney(quote.totalCharged - better.offer.totalCharged)}.`
}
