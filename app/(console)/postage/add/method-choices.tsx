import { formatMoney } from '@/lib/rules/money'
import {
  chargesFee,
  feeRateText,
  quoteRefill,
  refillFee,
  type FeeTerms,
  type PaymentMethodType,
  type QuoteAccount,
} from '@/lib/refills/rules/quote'
import { Choice } from '@/app/ui/choice'
import { FieldError, LABEL } from '@/app/ui/field'

export type MethodChoice = {
  id: string
  type: PaymentMethodType
  label: string
  /** For example `Expires 08/29`. */
  detail: string | null
  /** What it has left in cents; null where it has no bound of its own. */
  available: number | null
  usable: boolean
  /** Why it cannot be used. */
  reason: string | null
}

export type MethodChoicesProps = {
  methods: MethodChoice[]
  chosen: string
  account: QuoteAccount
  terms: FeeTerms
  /** The amount chosen, in cents; null while there is none. */
  amount: number | null
  error: string | null
}

/** Payment methods as cards: what each would cost for this amount, and what it has left. */
export function MethodChoices({ methods, chosen, account, terms, amount, error }: MethodChoicesProps) {
  const usable = methods.filter((method) => method.usable)
  const dearest = Math.max(0, ...usable.map((method) => refillFee(amount ?? 0, method.type, terms)))
  return (
    <div className="tabular-nums">
      <h2 id="method-label" className={LABEL}>
        Payment method
      </h2>
      <div
        role="radiogroup"
        aria-labelledby="method-label"
        aria-invalid={error !== null || undefined}
        aria-describedby={error !== null ? 'payment_method-error' : undefined}
        className="grid gap-2"
      >
        {methods.map((method) => {
          const short = amount !== null && isShort(account, method, terms, amount)
          const fee = refillFee(amount ?? 0, method.type, terms)
          return (
            <Choice
              key={method.id}
              id={`method-${method.id}`}
              name="payment_method"
              value={method.id}
              disabled={!method.usable}
              defaultChecked={method.usable && method.id === chosen}
              marked
              label={method.label}
              under={<MethodMeans method={method} short={short} />}
              details={
                method.usable ? (
                  <MethodDetails
                    rate={method.type === 'credit_card' && chargesFee(terms) ? feeRateText(terms) : null}
                    fee={amount === null ? null : fee}
                    saving={amount === null || short ? 0 : dearest - fee}
                  />
                ) : (
                  <span className="block text-right text-sm">{method.reason ?? 'unavailable'}</span>
                )
              }
            />
          )
        })}
      </div>
      <FieldError id="payment_method-error" message={error} />
    </div>
  )
}

/** What a method has left, or until when it is good; nothing where there is nothing to say. */
function MethodMeans({ method, short }: { method: MethodChoice; short: boolean }) {
  return (
    <>
      {method.available !== null && (
        <span className={`block ${short ? 'font-medium text-amber' : ''}`}>
          {formatMoney(method.available)} left{short && <span className="live-only">(not enough)</span>}
        </span>
      )}
      {method.detail && <span className="block">{method.detail}</span>}
    </>
  )
}

type MethodDetailsProps = { rate: string | null; fee: number | null; saving: number }

function MethodDetails({ rate, fee, saving }: MethodDetailsProps) {
  return (
    <span className="block text-right text-sm leading-tight">
      {rate ? `${rate} fee` : 'no fee'}
      {rate && fee !== null && <span className="live-only">, {formatMoney(fee)}</span>}
      {saving > 0 && <span className="live-only block text-green">saves {formatMoney(saving)}</span>}
    </span>
  )
}

function isShort(account: QuoteAccount, method: MethodChoice, terms: FeeTerms, amount: number): boolean {
  const { refusal } = quoteRefill(account, method, terms, amount)
  return refusal === 'reserve_insufficient' || refusal === 'credit_limit_exceeded'
}
