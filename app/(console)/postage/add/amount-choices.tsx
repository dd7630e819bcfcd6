import { useRef } from 'react'
import { formatMoney, parseDollars } from '@/lib/rules/money'
import type { AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { Choice } from '@/app/ui/choice'
import { PRESET_AMOUNTS } from '@/lib/refills/rules/chosen-amount'
import { FieldError, INPUT, LABEL } from '@/app/ui/field'

export type AmountChoicesProps = {
  account: QuoteAccount
  /** What an amount of one's own is called. */
  freeAmount: 'Other' | 'Custom'
  values: AddPostageValues
  error: string | null
  otherError: string | null
  onLeaveOther: () => void
}

/** Amounts as large choices; what the limit does not allow is off and says why. The last opens a field of its own. */
export function AmountChoices({ account, freeAmount, values, error, otherError, onLeaveOther }: AmountChoicesProps) {
  const other = useRef<HTMLInputElement>(null)
  const room = headroom(account)
  const reasonAgainst = (cents: number) => {
    if (cents < account.minimum) return `minimum ${formatMoney(account.minimum)}`
    if (cents > room) return `room for ${formatMoney(Math.max(0, room))}`
    return null
  }
  const fillReason = reasonAgainst(room)
  const choice = (value: string, off: boolean) => ({
    id: `amount-${value}`,
    name: 'amount',
    value,
    disabled: off,
    defaultChecked: !off && values.amount === value,
  })
  return (
    <div className="amount-choices tabular-nums">
      <h2 id="amount-label" className={LABEL}>
        Amount
      </h2>
      <div
        role="radiogroup"
        aria-labelledby="amount-label"
        aria-invalid={error !== null || undefined}
        aria-describedby={error !== null ? 'amount-error' : undefined}
        className="grid grid-cols-6 gap-2 @md:grid-cols-10"
      >
        {PRESET_AMOUNTS.map((cents, place) => {
          const reason = reasonAgainst(cents)
          return (
            <Choice
              key={cents}
              {...choice(String(cents), reason !== null)}
              label={formatMoney(cents)}
              details={reason}
              className={place < 3 ? 'col-span-2' : 'col-span-3 @md:col-span-2'}
            />
          )
        })}
        <Choice
          {...choice('fill', fillReason !== null)}
          label="Fill to limit"
          details={fillReason ?? `adds ${formatMoney(room)}`}
          className="col-span-3 @md:col-span-5"
        />
        <Choice
          {...choice('other', fillReason !== null)}
          label={freeAmount}
          details={fillReason ?? `${formatMoney(account.minimum)} to ${formatMoney(room)}`}
          className="col-span-3 @md:col-span-5"
          // Only a pointer moves on to the field: arrow keys pass through a radio group, and would be caught by it.
          onClick={(event) => {
            if (event.detail > 0) other.current?.focus()
          }}
        />
      </div>
      <FieldError id="amount-error" message={error} />
      <div className="other-amount mt-4">
        <label htmlFor="other_amount" className={LABEL}>
          {freeAmount} amount
        </label>
        <div className="relative max-w-[220px]">
          <span aria-hidden="true" className="absolute inset-y-0 left-3 grid place-items-center text-muted">
            $
          </span>
          <input
            ref={other}
            id="other_amount"
            name="other_amount"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            defaultValue={values.other_amount}
            aria-invalid={otherError !== null || undefined}
            aria-describedby="other_amount-error"
            onBlur={onLeaveOther}
            className={`${INPUT} pl-7`}
          />
        </div>
        <FieldError id="other_amount-error" message={otherError} />
      </div>
    </div>
  )
}

/** Whether something was typed that is no amount. */
export function isUnreadable(typed: string): boolean {
  return typed.trim() !== '' && parseDollars(typed) === null
}
