'use client'

import { useEffect, useRef, useState } from 'react'
import { priceLabel } from '@/lib/labels/rules/price-label'
import type { PrintState } from '@/lib/labels/print-state'
import { PRINT_FIELDS, type PrintValues } from '@/lib/labels/rules/print-values'
import { ErrorSummary } from '@/app/ui/error-summary'
import { PersistentForm } from '@/app/ui/persistent-form'
import { Notice } from '@/app/ui/notice'
import { useReturned } from '@/app/ui/returned-form'
import { PostagePrompt, type PostagePromptProps } from './postage-prompt'
import { placeOf, PrintFields, type PrintFieldsProps } from './print-fields'
import { PrintReview } from './print-review'
import { useFormAction } from '@/app/ui/use-form-action'

export type PrintFormProps = Pick<PostagePromptProps, 'mayRefill' | 'admins'> &
  Omit<PrintFieldsProps, 'state' | 'live' | 'price' | 'pending'> & {
    action: (state: PrintState, form: FormData) => Promise<PrintState>
    initial: PrintState
  }

/**
 * The label form, from choice to print. The browser keeps the values of the fields; the script only reads them for the
 * live price. Without a script, the server answers the first submission with the review step. If the balance is too
 * low, the prompt is above the form, so that the person can also change the label.
 */
export function PrintForm({ action, initial, ...rest }: PrintFormProps) {
  const typed = useReturned()
  const start = typed ? { ...initial, values: valuesOf(typed) } : initial
  const [state, submit, pending] = useFormAction(action, start, (before, data) => ({
    ...before,
    values: valuesOf(data),
  }))
  const form = useRef<HTMLFormElement>(null)
  const [live, setLive] = useState<PrintValues | null>(null)
  // What it held when the answer came.
  const [answered, setAnswered] = useState<PrintValues | null>(null)
  // Read once hydrated, because the browser may have restored other choices, and again with every answer.
  useEffect(() => {
    if (!form.current) return
    setLive(valuesOf(new FormData(form.current)))
    setAnswered(valuesOf(new FormData(form.current)))
  }, [state])

  const values = live ?? state.values
  const price = priceLabel(values, rest.prices)
  // What was said of another label is not true of this one.
  const { shortage } = state
  const isShort =
    shortage &&
    (live === null || (values.carrier === 'usps' && price.ok && price.amount === shortage.required)) &&
    // An admin goes on with the label as it was kept.
    (!rest.mayRefill ||
      live === null ||
      answered === null ||
      PRINT_FIELDS.every((field) => live[field] === answered[field]))
  const errors = state.errors.map(({ field, message }) => ({ message, href: hrefOf(field) }))
  const title = shortage ? 'Not enough postage' : state.step === 'review' ? 'Check and print' : 'Print postage'
  return (
    <div className="@container grid gap-6">
      {/* Here and not in the page's metadata: without a script only the form knows that something is wrong. */}
      <title>{`${errors.length > 0 ? 'Error: ' : ''}${title} · Indicia`}</title>
      <ErrorSummary errors={errors} answer={state} />
      {state.notice && <Notice kind="warn">{state.notice}</Notice>}
      {isShort && (
        <PostagePrompt state={state} shortage={shortage} values={values} submit={submit} pending={pending} {...rest} />
      )}
      <PersistentForm
        ref={form}
        action={submit}
        pending={pending}
        onChange={(event) => setLive(valuesOf(new FormData(event.currentTarget)))}
      >
        <input type="hidden" name="form" value={state.key} />
        {state.step === 'review' && state.priced ? (
          <PrintReview state={state} priced={state.priced} pending={pending} {...rest} />
        ) : (
          <PrintFields state={state} live={live} price={price} pending={pending} {...rest} />
        )}
      </PersistentForm>
    </div>
  )
}

function valuesOf(data: FormData): PrintValues {
  return Object.fromEntries(
    PRINT_FIELDS.map((name) => {
      const value = data.get(name)
      return [name, typeof value === 'string' ? value.trim() : '']
    }),
  ) as PrintValues
}

/** Where an error is put right: the first carrier, a field of the label, or one of what an admin is asked for. */
function hrefOf(field: string) {
  if (field === 'form') return null
  if (field === 'carrier') return '#carrier-usps'
  const own = PRINT_FIELDS.find((name) => name === field)
  return `#${own ? placeOf(own) : field}`
}
