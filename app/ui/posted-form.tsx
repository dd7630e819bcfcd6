'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { FormState } from '@/lib/forms/rules/form-state'
import type { ButtonKind } from './button'
import { ErrorSummary } from './error-summary'
import { PersistentForm } from './persistent-form'
import { useReturned } from './returned-form'
import { SubmitButton } from './submit-button'
import { typedIn, useFormAction } from './use-form-action'

const Posted = createContext<FormState & { prefix: string; isReturned: boolean }>({
  values: {},
  errors: [],
  prefix: '',
  isReturned: false,
})

export type PostedFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>
  initial: FormState
  /**
   * The title of the page. The form sets it, with an error prefix if something is wrong (`Error: Devices · Indicia`).
   * The page must not set one in its metadata, because a browser uses the first of two titles.
   */
  title: string
  /** What the button says, and how loud: primary unless something else on the page is. */
  submit: string
  submitKind?: ButtonKind
  /** Before the ids of the fields, where a page has several forms. */
  prefix?: string
  children: ReactNode
  className?: string
}

/**
 * A form for a server action. It returns with the typed values and the errors, or the action redirects. Its fields
 * (posted-fields.tsx) find their values and errors themselves. It works without a script.
 */
export function PostedForm({ action, initial, ...rest }: PostedFormProps) {
  const [state, send, pending] = useFormAction(action, initial, withTyped)
  return <PostedFrame state={state} send={send} pending={pending} {...rest} />
}

/** The state of a form with what stands in it now. */
export function withTyped<State extends FormState>(state: State, form: FormData): State {
  return { ...state, values: typedIn(form) }
}

export type PostedFrameProps = Omit<PostedFormProps, 'action' | 'initial'> & {
  state: FormState
  send: (form: FormData) => void
  pending: boolean
}

/** The same for a form whose answer is more than a form: whoever shows that answer keeps the state. */
export function PostedFrame({
  state,
  send,
  pending,
  title,
  submit,
  submitKind,
  prefix = '',
  children,
  className = 'grid max-w-[560px] gap-5',
}: PostedFrameProps) {
  const errors = state.errors.map(({ field, message }) => ({
    message,
    href: field === 'form' ? null : `#${prefix}${field}`,
  }))
  return (
    <PersistentForm action={send} pending={pending} className={className}>
      <title>{`${errors.length > 0 ? 'Error: ' : ''}${title} · Indicia`}</title>
      <ErrorSummary errors={errors} answer={state} />
      {/* Which form of a page it was that was sent. */}
      <input type="hidden" name="form_name" value={`${prefix}${submit}`} />
      <PostedAnswer state={state} prefix={prefix} name={`${prefix}${submit}`}>
        {children}
      </PostedAnswer>
      <div className="flex flex-wrap gap-2.5">
        <SubmitButton label={submit} pending={pending} kind={submitKind} />
      </div>
    </PersistentForm>
  )
}

/** Tells the fields in it what was typed and what is wrong, for forms with a frame of their own. */
export function PostedAnswer({
  state,
  prefix = '',
  name,
  children,
}: {
  state: FormState
  prefix?: string
  name?: string
  children: ReactNode
}) {
  const returned = useReturned(name)
  // Before the first answer; afterwards the answer knows better what was typed.
  const isReturned = returned !== null && Object.keys(state.values).length === 0
  const values = isReturned
    ? Object.fromEntries([...returned.keys()].map((field) => [field, returned.getAll(field).join(' ')]))
    : state.values
  return <Posted value={{ values, errors: state.errors, prefix, isReturned }}>{children}</Posted>
}

export type PostedField = {
  id: string
  value: string | undefined
  error: string | null
  /** Whether all of it was sent after the session had ended: what has no value was left empty. */
  isReturned: boolean
}

/** What a field of a posted form starts with, and what is wrong with it. */
export function usePosted(name: string): PostedField {
  const { values, errors, prefix, isReturned } = useContext(Posted)
  return {
    id: `${prefix}${name}`,
    value: values[name],
    error: errors.find(({ field }) => field === name)?.message ?? null,
    isReturned,
  }
}
