import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AddPostageError, AddPostageField, AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import { formatMoney } from '@/lib/rules/money'
import { MOST_SHARES } from '@/lib/refills/rules/rearrange-split'
import { shareWords, splitRefill } from '@/lib/refills/rules/split-refill'
import { buttonClass } from '@/app/ui/button'
import { Field, FieldError, INPUT, LABEL } from '@/app/ui/field'
import { Select } from '@/app/ui/select'

export type CostAccountChoiceProps = {
  /** What the fields start with. */
  values: AddPostageValues
  /** What they hold now, once a script reads them. */
  live: AddPostageValues | null
  /** The refill in cents, where it is known. */
  amount: number | null
  costAccounts: { code: string; name: string }[]
  required: boolean
  errors: AddPostageError[]
  onRearrange: (how: string) => void
}

/**
 * The cost account of a refill, or several with a share each. The buttons that change the rows submit the form if no
 * script runs, and the server changes the rows.
 */
export function CostAccountChoice(props: CostAccountChoiceProps) {
  const { values, costAccounts, required, errors, onRearrange } = props
  const errorAt = (field: AddPostageField) => errors.find((error) => error.field === field)?.message ?? null
  if (values.split_by !== '') return <SplitRows {...props} errorAt={errorAt} />
  return (
    <Field
      id="cost_account"
      label="Assign to cost account"
      hint={required ? 'Your team requires one for every refill.' : undefined}
      error={errorAt('cost_account')}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2.5">
        <Select
          id="cost_account"
          name="cost_account"
          defaultValue={values.cost_account}
          aria-required={required || undefined}
          aria-invalid={errorAt('cost_account') !== null || undefined}
          aria-describedby={required ? 'cost_account-hint cost_account-error' : 'cost_account-error'}
        >
          <option value="">None</option>
          <CostAccountOptions of={costAccounts} />
        </Select>
        {costAccounts.length > 1 && (
          <Arrange how="split" onRearrange={onRearrange} label="Split between cost accounts" className="px-4!">
            Split
          </Arrange>
        )}
      </div>
    </Field>
  )
}

type SplitRowsProps = CostAccountChoiceProps & { errorAt: (field: AddPostageField) => string | null }

function SplitRows({ values, live, amount, costAccounts, errorAt, onRearrange }: SplitRowsProps) {
  // For a moment after a press the form still holds the rows of before.
  const current = live && live.split.length === values.split.length ? live : values
  const inPercent = current.split_by === 'percent'
  const { amounts, left } = splitRefill(current, amount)
  return (
    <fieldset className="min-w-0">
      <legend className={LABEL}>Assign to cost accounts</legend>
      <div className="mb-1 flex flex-wrap gap-x-6">
        {[
          ['amount', 'In dollars'],
          ['percent', 'In percent'],
        ].map(([by, label]) => (
          <label key={by} htmlFor={`split_by-${by}`} className="flex min-h-[44px] items-center gap-2.5">
            <input
              id={`split_by-${by}`}
              type="radio"
              name="split_by"
              value={by}
              defaultChecked={values.split_by === by}
              className="tick size-5"
            />
            {label}
          </label>
        ))}
      </div>
      <ol className="grid gap-5 @md:gap-3">
        {values.split.map((row, place) => {
          const wrong = { account: errorAt(`split_account_${place}`), share: errorAt(`split_share_${place}`) }
          const id = { account: `split_account_${place}`, share: `split_share_${place}` }
          return (
            // Rows have nothing but their place; the whole list is made anew when one comes or goes.
            <li key={id.account} className="min-w-0">
              <div className="grid grid-cols-[minmax(0,1fr)_44px] gap-2 @md:grid-cols-[minmax(0,1fr)_150px_44px]">
                <div className="col-span-2 min-w-0 @md:col-span-1">
                  <Select
                    id={id.account}
                    name="split_account"
                    aria-label={`Cost account ${place + 1}`}
                    defaultValue={row.cost_account}
                    aria-invalid={wrong.account !== null || undefined}
                    aria-describedby={`${id.account}-error`}
                  >
                    <option value="">Choose…</option>
                    <CostAccountOptions of={costAccounts} />
                  </Select>
                </div>
                <div className="relative min-w-0">
                  <input
                    id={id.share}
                    name="split_share"
                    type="text"
                    inputMode="decimal"
                    autoComplete="off"
                    maxLength={40}
                    aria-label={`Share ${place + 1}`}
                    defaultValue={row.share}
                    aria-invalid={wrong.share !== null || undefined}
                    aria-describedby={`${id.share}-error split-hint`}
                    className={`${INPUT} text-right tabular-nums ${inPercent ? 'pr-8' : 'pl-7'}`}
                  />
                  <span
                    aria-hidden="true"
                    className={`live-only pointer-events-none absolute inset-y-0 grid place-items-center text-muted ${inPercent ? 'right-3' : 'left-3'}`}
                  >
                    {inPercent ? '%' : '$'}
                  </span>
                </div>
                <Arrange
                  how={`remove-${place}`}
                  onRearrange={onRearrange}
                  label={`Remove share ${place + 1}`}
                  className="px-0!"
                >
                  <X size={18} aria-hidden="true" className="shrink-0" />
                </Arrange>
              </div>
              {(inPercent || current.split[place]?.share === '') && amounts[place] !== null && (
                <p className="live-only mt-1 text-right text-sm text-muted tabular-nums @md:pr-[52px]">
                  {formatMoney(amounts[place]!)}
                </p>
              )}
              <FieldError id={`${id.account}-error`} message={wrong.account} />
              <FieldError id={`${id.share}-error`} message={wrong.share} />
            </li>
          )
        })}
      </ol>
      <p role="status" className="live-only mt-3 min-h-[1.5em] tabular-nums">
        {left !== null && <Left left={left} inPercent={inPercent} />}
      </p>
      <p id="split-hint" className="text-sm text-muted">
        If you leave one share empty, it gets the remainder. Empty rows are ignored. The fee is booked to the largest
        share.
      </p>
      <div className="mt-3 flex flex-wrap gap-x-5 gap-y-2.5">
        {values.split.length < MOST_SHARES && (
          <Arrange how="add" onRearrange={onRearrange} className="px-4!">
            <Plus size={18} aria-hidden="true" /> Add a share
          </Arrange>
        )}
        <Arrange how="single" onRearrange={onRearrange} kind="quiet" className="px-0!">
          Use one cost account
        </Arrange>
      </div>
    </fieldset>
  )
}

function Left({ left, inPercent }: { left: number; inPercent: boolean }) {
  const words = shareWords(inPercent)
  if (left === 0) return <span className="text-green">Fully allocated.</span>
  return (
    <span className="text-amber">
      {left > 0 ? `Left to allocate: ${words(left)}` : `Over-allocated: ${words(-left)}`}
    </span>
  )
}

/** Cost accounts to choose from, by name. */
export function CostAccountOptions({ of: costAccounts }: { of: { code: string; name: string }[] }) {
  return costAccounts.map(({ code, name }) => (
    <option key={code} value={code}>
      {name === code ? name : `${name} (${code})`}
    </option>
  ))
}

type ArrangeProps = {
  how: string
  label?: string
  kind?: 'plain' | 'quiet'
  className?: string
  onRearrange: (how: string) => void
  children: ReactNode
}

function Arrange({ how, label, kind = 'plain', className = '', onRearrange, children }: ArrangeProps) {
  return (
    <button
      type="submit"
      name="rearrange"
      value={how}
      aria-label={label}
      className={buttonClass(kind, className)}
      onClick={(event) => {
        event.preventDefault()
        onRearrange(how)
      }}
    >
      {children}
    </button>
  )
}
