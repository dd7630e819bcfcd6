'use client'

import { useEffect, useRef, useState } from 'react'
import type { AddPostageField, AddPostageState, AddPostageValues } from '@/lib/refills/rules/add-postage-state'
import { headroom } from '@/lib/refills/rules/quote'
import { AddPostageFields, type AddPostageTeam } from './add-postage-fields'
import { AddPostageReview } from './add-postage-review'
import { PRESET_AMOUNTS } from '@/lib/refills/rules/chosen-amount'
import { placeAfter, rearrangeSplit } from '@/lib/refills/rules/rearrange-split'
import { postedTexts, readAddPostageValues } from '@/lib/refills/rules/read-add-postage-values'
import { purposeFields } from '@/lib/refills/rules/refill-purpose'
import { ErrorSummary } from '@/app/ui/error-summary'
import { PersistentForm } from '@/app/ui/persistent-form'
import { WaitingLabelSummary } from './waiting-label-summary'
import { Notice } from '@/app/ui/notice'
import { useReturned } from '@/app/ui/returned-form'
import { useFormAction } from '@/app/ui/use-form-action'

export type AddPostageFormProps = AddPostageTeam & {
  action: (state: AddPostageState, form: FormData) => Promise<AddPostageState>
  initial: AddPostageState
}

/**
 * The refill form, from choice to confirmation. The browser keeps the values of the fields; the script only reads them
 * for the live quote. Without a script, the server answers the first submission with the review step.
 */
export function AddPostageForm({ action, initial, ...rest }: AddPostageFormProps) {
  const [state, submit, pending] = useFormAction(action, useReturnedValues(initial), (before, data) => ({
    ...before,
    values: valuesOf(data),
  }))
  const form = useRef<HTMLFormElement>(null)
  const [live, setLive] = useState<AddPostageValues | null>(null)
  // What a press on `Split` has made of the cost accounts since the last answer; each time the fields are made anew.
  const [arranged, setArranged] = useState({ answer: state, values: state.values, times: 0, focus: '' })
  if (arranged.answer !== state)
    setArranged({ answer: state, values: state.values, times: arranged.times + 1, focus: '' })

  // Read once hydrated, because the browser may have restored other choices, and again with every answer.
  useEffect(() => {
    if (form.current) setLive(valuesOf(new FormData(form.current)))
  }, [state, rest.account, arranged])

  const rearrange = (how: string) => {
    if (!form.current) return
    const values = rearrangeSplit(valuesOf(new FormData(form.current)), how, 1)
    setArranged({ answer: state, values, times: arranged.times + 1, focus: placeAfter(how, values) })
  }
  // The button that was pressed may be gone; one goes on at the row that it made.
  useEffect(() => {
    if (arranged.focus) document.getElementById(arranged.focus)?.focus()
  }, [arranged])

  const errors = state.errors.map(({ field, message }) => ({ message, href: placeOf(field, rest) }))
  return (
    <PersistentForm
      ref={form}
      action={submit}
      pending={pending}
      onChange={(event) => setLive(valuesOf(new FormData(event.currentTarget)))}
      className="@container grid gap-6"
    >
      {/* Here and not in the page's metadata: without a script only the form knows that something is wrong. */}
      <title>{`${errors.length > 0 ? 'Error: ' : ''}${state.step === 'review' ? 'Check and confirm' : 'Add postage'} · Indicia`}</title>
      <ErrorSummary errors={errors} answer={state} />
      {state.notice && <Notice kind="warn">{state.notice}</Notice>}
      {/* What Enter presses: the first submit button of a form, which must not be one that only rearranges it. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <input type="hidden" name="idempotency_key" value={state.idempotencyKey} />
      {purposeFields(state.purpose).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.label && <WaitingLabelSummary label={state.label} costAccounts={rest.costAccounts} />}
      {/* What the person has seen of it. It stands there without a script, too. */}
      {state.label?.printsItself && <input type="hidden" name="seen_label" value={state.label.printsItself.seen} />}
      {state.step === 'review' && state.quote ? (
        <AddPostageReview state={state} quote={state.quote} pending={pending} {...rest} />
      ) : (
        <AddPostageFields
          state={state}
          live={live}
          pending={pending}
          booked={arranged.values}
          bookedTimes={arranged.times}
          onRearrange={rearrange}
          {...rest}
        />
      )}
    </PersistentForm>
  )
}

/** What was typed before the session ended; its price is shown anew, and its step is the first. */
function useReturnedValues(initial: AddPostageState): AddPostageState {
  const typed = useReturned()
  if (!typed) return initial
  const values = valuesOf(typed)
  return { ...initial, values: { ...values, payment_method: values.payment_method || initial.values.payment_method } }
}

const valuesOf = (data: FormData) => readAddPostageValues(postedTexts(data))

/** Where an error is put right: the first choice of a group that can be chosen, or the field itself. */
function placeOf(field: AddPostageField, { account, methods }: Pick<AddPostageFormProps, 'account' | 'methods'>) {
  if (field === 'form') return null
  if (field === 'amount') {
    const open = PRESET_AMOUNTS.find((cents) => cents >= account.minimum && cents <= headroom(account))
    return open === undefined ? '#amount-other' : `#amount-${open}`
  }
  if (field === 'payment_method') {
    const open = methods.find((method) => method.usable)
    return open ? `#method-${open.id}` : null
  }
  return `#${field}`
}
