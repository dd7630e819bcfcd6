import type { ReactNode } from 'react'
import type { PrintState } from '@/lib/labels/print-state'
import { PRINT_FIELDS, type PrintValues } from '@/lib/labels/rules/print-values'
import { formatPlain } from '@/lib/rules/money'
import { CostAccountOptions } from '../settings/cost-accounts/cost-account-choice'
import { Field, INPUT } from '@/app/ui/field'
import { PersistentForm } from '@/app/ui/persistent-form'
import { Select } from '@/app/ui/select'
import { SubmitButton } from '@/app/ui/submit-button'

export type PostageRequestFormProps = {
  state: PrintState
  /** What the Print form holds now: it prints as it is as soon as there is postage. */
  values: PrintValues
  costAccounts: { code: string; name: string }[]
  submit: (form: FormData) => void
  pending: boolean
  /** Cents. */
  suggested: number
  /** Whom one may also ask directly. */
  children: ReactNode
}

/** Asks an admin for what is missing. The label's own fields go along, so that nobody types them again. */
export function PostageRequestForm({
  state,
  values,
  costAccounts,
  submit,
  pending,
  suggested,
  children,
}: PostageRequestFormProps) {
  const errorAt = (field: string) => state.errors.find((error) => error.field === field)?.message ?? null
  const field = (name: string, otherwise: string) => ({
    id: name,
    name,
    defaultValue: state.requested[name] ?? otherwise,
    'aria-invalid': errorAt(name) !== null || undefined,
    'aria-describedby': `${name}-error`,
  })
  return (
    <PersistentForm
      action={submit}
      pending={pending}
      aria-label="Send request"
      className="mt-5 border-t border-line pt-5"
    >
      <h3 className="font-semibold">Request postage from an admin</h3>
      <p className="mt-1 text-muted">
        Your admins see the request immediately. Your label is saved so you can print it later.
      </p>
      {[['request_postage', 'yes'], ['form', state.key], ...PRINT_FIELDS.map((name) => [name, values[name]])].map(
        ([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ),
      )}
      <div className="mt-4 grid gap-x-4 gap-y-5 sm:grid-cols-[150px_minmax(0,1.4fr)_minmax(0,1fr)]">
        <Field id="request_amount" label="Postage to add" error={errorAt('request_amount')}>
          <div className="relative">
            <span aria-hidden="true" className="absolute inset-y-0 left-3 grid place-items-center text-muted">
              $
            </span>
            <input
              {...field('request_amount', formatPlain(suggested))}
              type="text"
              inputMode="decimal"
              autoComplete="off"
              maxLength={40}
              className={`${INPUT} pl-7`}
            />
          </div>
        </Field>
        <Field id="request_reason" label="Reason" error={errorAt('request_reason')}>
          <input {...field('request_reason', '')} type="text" autoComplete="off" maxLength={200} className={INPUT} />
        </Field>
        <Field id="request_cost_account" label="Cost account for the postage" error={errorAt('request_cost_account')}>
          <Select {...field('request_cost_account', values.cost_account)} key={state.requested.request_cost_account}>
            <option value="">None</option>
            <CostAccountOptions of={costAccounts} />
          </Select>
        </Field>
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-3">
        <SubmitButton label="Send request" pending={pending} />
      </div>
      <div className="mt-4">{children}</div>
    </PersistentForm>
  )
}
