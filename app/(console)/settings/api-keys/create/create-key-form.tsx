'use client'

import type { ReactNode } from 'react'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Notice } from '@/app/ui/notice'
import { PostedFrame, withTyped } from '@/app/ui/posted-form'
import { NewKey } from './new-key'
import { useFormAction } from '@/app/ui/use-form-action'
import type { CreateKeyState } from './create-key-state'

const FIRST: CreateKeyState = { values: {}, errors: [], created: null, before: null }

type CreateKeyFormProps = {
  action: (state: CreateKeyState, form: FormData) => Promise<CreateKeyState>
  revoke: (form: FormData) => Promise<void>
  children: ReactNode
}

/** The form of a new key, and in its place the key, or why it cannot be shown. */
export function CreateKeyForm({ action, revoke, children }: CreateKeyFormProps) {
  const [state, send, pending] = useFormAction(action, FIRST, withTyped)
  if (state.created) {
    return (
      <>
        <title>API key created · Settings · Indicia</title>
        <NewKey
          title={`“${state.created.name}” was created`}
          label="API key"
          secret={state.created.key}
          doneHref="/settings/api-keys"
        >
          Copy the key now and store it like a password. Indicia stores only a hash, so the key cannot be shown again.
        </NewKey>
      </>
    )
  }
  if (state.before) return <CreatedBefore {...state.before} revoke={revoke} />
  return (
    <PostedFrame state={state} send={send} pending={pending} title="Create API key · Settings" submit="Create key">
      {children}
    </PostedFrame>
  )
}

type CreatedBeforeProps = NonNullable<CreateKeyState['before']> & Pick<CreateKeyFormProps, 'revoke'>

/** The form was sent twice. The key was in the first answer alone, which may never have been seen. */
function CreatedBefore({ id, name, state, revoke }: CreatedBeforeProps) {
  return (
    <div className="grid gap-5">
      <title>API key already created · Settings · Indicia</title>
      <Notice kind="warn" title={`“${name}” was already created`}>
        You submitted this form before. The key was shown then. Nothing was changed now.{' '}
        {state === 'active'
          ? 'If you did not save the key, revoke it and create another one.'
          : 'The key no longer works.'}
      </Notice>
      <div className="flex flex-wrap gap-2.5">
        {state === 'active' && (
          <form action={revoke}>
            <input type="hidden" name="key" value={id} />
            <Button kind="plain">Revoke {name}</Button>
          </form>
        )}
        <ButtonLink href="/settings/api-keys">API keys</ButtonLink>
      </div>
    </div>
  )
}
