'use client'

import { useActionState, type ReactNode } from 'react'
import { PostedFrame } from '@/app/ui/posted-form'
import { SecretOnce } from '@/app/ui/secret-once'
import type { CreateKeyState } from './create-key-state'

const FIRST: CreateKeyState = { values: {}, errors: [], created: null }

type CreateKeyFormProps = {
  action: (state: CreateKeyState, form: FormData) => Promise<CreateKeyState>
  children: ReactNode
}

/** The form of a new key, and in its place the key. */
export function CreateKeyForm({ action, children }: CreateKeyFormProps) {
  const [state, send, pending] = useActionState(action, FIRST)
  if (state.created) {
    return (
      <>
        <title>API key created · Settings · Indicia</title>
        <SecretOnce
          title={`“${state.created.name}” was created`}
          label="API key"
          secret={state.created.key}
          doneHref="/settings/api-keys"
        >
          Copy it now and keep it like a password: it is shown this once. Only a fingerprint of it is stored here, so nobody
          can show it again.
        </SecretOnce>
      </>
    )
  }
  return (
    <PostedFrame state={state} send={send} pending={pending} title="Create API key · Settings" submit="Create key">
      {children}
    </PostedFrame>
  )
}
