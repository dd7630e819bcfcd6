import Link from 'next/link'
import type { LabelPrice } from '@/lib/labels/rules/price-label'
import type { PrintState } from '@/lib/labels/print-state'
import {
  ANOTHER_AMOUNT,
  CARRIERS,
  type Carrier,
  type PrintField,
  type PrintValues,
} from '@/lib/labels/rules/print-values'
import type { Price } from '@/lib/prices/rules/price-of'
import { buttonClass } from '@/app/ui/button'
import { Choice } from '@/app/ui/choice'
import { CostAccountOptions } from '../settings/cost-accounts/cost-account-choice'
import { Field, FieldError, INPUT, LABEL } from '@/app/ui/field'
import { PrintQuote } from './print-quote'
import { Select } from '@/app/ui/select'
import { ServiceOptions } from './service-options'
import { SubmitButton } from '@/app/ui/submit-button'

export type PrintFieldsProps = {
  state: PrintState
  /** What the fields hold now, once a script reads them; null as the server sends them. */
  live: PrintValues | null
  price: LabelPrice
  pending: boolean
  /** Cents in the balance. */
  available: number
  prices: Price[]
  /** Since when they hold, and where they come from. */
  pricesText: string
  costAccounts: { code: string; name: string }[]
  costAccountRequired: boolean
}

const PAID_BY: Record<Carrier, string> = {
  usps: 'from the balance',
  ups: 'your UPS account',
  fedex: 'your FedEx account',
}

/** The id of a field. Not its bare name: Add postage opens over this form and has a `cost_account` of its own. */
export const placeOf = (field: PrintField) => `label-${field}`

/**
 * The step with all fields and the live price. The carrier and the service decide which fields are needed. The style
 * sheet shows them, so that it works without a script.
 */
export function PrintFields(props: PrintFieldsProps) {
  const { state, live, price, pending, available, prices, pricesText, costAccounts, costAccountRequired } = props
  const { values } = state
  const errorAt = (field: PrintField) => state.errors.find((error) => error.field === field)?.message ?? null
  const input = (name: PrintField) => ({
    id: placeOf(name),
    name,
    type: 'text',
    autoComplete: 'off',
    defaultValue: values[name],
    'aria-invalid': errorAt(name) !== null || undefined,
    'aria-describedby': `${placeOf(name)}-error`,
  })
  const seen = live && price.ok ? price : null
  return (
    <div className="print-fields grid items-start gap-x-10 gap-y-7 @3xl:grid-cols-[minmax(0,1fr)_minmax(0,372px)]">
      <div className="grid min-w-0 gap-6">
        <div>
          <h2 id="carrier-label" className={LABEL}>
            Carrier
          </h2>
          <div role="radiogroup" aria-labelledby="carrier-label" className="grid grid-cols-3 gap-2">
            {Object.entries(CARRIERS).map(([carrier, name]) => (
              <Choice
                key={carrier}
                id={`carrier-${carrier}`}
                name="carrier"
                value={carrier}
                defaultChecked={values.carrier === carrier}
                label={name}
                details={PAID_BY[carrier as Carrier]}
              />
            ))}
          </div>
          <FieldError id="carrier-error" message={errorAt('carrier')} />
        </div>
        <Field
          id={placeOf('service')}
          label="Service"
          hint={pricesText}
          error={errorAt('service')}
          className="for-usps"
        >
          <Select
            id={placeOf('service')}
            name="service"
            // React lets go of a select's value when its form is reset: a new answer makes a new one.
            key={values.service}
            defaultValue={values.service}
            aria-invalid={errorAt('service') !== null || undefined}
            aria-describedby={`${placeOf('service')}-hint ${placeOf('service')}-error`}
          >
            <option value="">Choose…</option>
            <ServiceOptions prices={prices} />
            <optgroup label="Other">
              <option value={ANOTHER_AMOUNT} data-by="amount">
                Other amount
              </option>
            </optgroup>
          </Select>
        </Field>
        <div className="for-weight">
          <div className="grid max-w-[320px] grid-cols-2 gap-3">
            <Field id={placeOf('pounds')} label="Pounds" error={errorAt('pounds')}>
              <input {...input('pounds')} inputMode="numeric" maxLength={3} className={INPUT} />
            </Field>
            <Field id={placeOf('ounces')} label="Ounces">
              <input
                {...input('ounces')}
                aria-describedby="weight-error"
                inputMode="decimal"
                maxLength={6}
                className={INPUT}
              />
            </Field>
          </div>
          <FieldError id="weight-error" message={errorAt('ounces')} />
        </div>
        <Field id={placeOf('count')} label="Number of stamps" error={errorAt('count')} className="for-count">
          <input {...input('count')} inputMode="numeric" maxLength={4} className={`${INPUT} max-w-[154px]`} />
        </Field>
        <div className="for-amount">
          <div className="grid gap-6 @md:grid-cols-[minmax(0,200px)_minmax(0,1fr)] @md:gap-3">
            <Field id={placeOf('amount')} label="Amount" error={errorAt('amount')}>
              <div className="relative">
                <span aria-hidden="true" className="absolute inset-y-0 left-3 grid place-items-center text-muted">
                  $
                </span>
                <input {...input('amount')} inputMode="decimal" maxLength={40} className={`${INPUT} pl-7`} />
              </div>
            </Field>
            <Field id={placeOf('service_name')} label="Service name (optional)" error={errorAt('service_name')}>
              <input {...input('service_name')} maxLength={75} className={INPUT} />
            </Field>
          </div>
        </div>
        <Field id={placeOf('reference')} label="Reference (optional)" error={errorAt('reference')}>
          <input {...input('reference')} maxLength={100} className={INPUT} />
        </Field>
        <Field
          id={placeOf('cost_account')}
          label="Cost account"
          hint={costAccountRequired ? 'Your team requires one for every label.' : undefined}
          error={errorAt('cost_account')}
        >
          <Select
            id={placeOf('cost_account')}
            name="cost_account"
            key={values.cost_account}
            defaultValue={values.cost_account}
            aria-required={costAccountRequired || undefined}
            aria-invalid={errorAt('cost_account') !== null || undefined}
            aria-describedby={`${costAccountRequired ? `${placeOf('cost_account')}-hint ` : ''}${placeOf('cost_account')}-error`}
          >
            <option value="">None</option>
            <CostAccountOptions of={costAccounts} />
          </Select>
        </Field>
      </div>
      <div className="min-w-0 rounded-[14px] bg-soft/60 px-5 py-5 ring-1 ring-line @3xl:sticky @3xl:top-6">
        <h2 className="font-semibold">Preview</h2>
        <p className="still-only mt-2 text-muted">
          You will see the price on the next page before anything is printed.
        </p>
        <div role="status" aria-label="Price" aria-atomic="false" className="live-only mt-2">
          <PrintQuote
            carrier={live?.carrier ?? values.carrier}
            amount={seen?.amount ?? null}
            service={seen?.service ?? null}
            available={available}
          />
        </div>
        {/* What the person has seen. Empty as the server sends it: without a script nobody has seen a price yet. */}
        <input type="hidden" name="seen_amount" value={seen ? String(seen.amount) : ''} />
        <div className="mt-4 flex flex-wrap-reverse gap-2.5">
          <Link href="/" className={buttonClass('plain', 'grow @sm:grow-0')}>
            Cancel
          </Link>
          <SubmitButton label="Print" pending={pending} className="grow" />
        </div>
      </div>
    </div>
  )
}
