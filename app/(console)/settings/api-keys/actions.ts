'use server'

import { listApiKeys } from '@/db/queries/api-keys'
import { issueApiKey, SCOPES, revokeApiKey } from '@/lib/api-keys/api-keys'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { choiceField, choicesField, plainField, textField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import { type CreateKeyState } from './create/create-key-state'
import { redirect } from 'next/navigation'

const PATH = '/settings/api-keys'

const KEY = {
  id: plainField(),
  name: textField({
    called: 'The name',
    longest: 75,
    missing: 'Enter a name, such as the name of the program that will use the key.',
  }),
  scopes: choicesField(SCOPES, 'Choose at least one permission.'),
  expires: choiceField(['30', '90', '365', 'never'], 'Choose when the key expires.'),
}

const EXPIRY_DAYS = { 30: 30, 90: 90, 365: 365, never: null }

/** Takes the form of a new key, which makes one however often it is pressed. The answer carries the key this once: no address, no redirect, nothing that is kept. */
export async function createKey(_previous: CreateKeyState, form: FormData): Promise<CreateKeyState> {
  const member = await authorizeAction('/settings/api-keys/create', 'settings:write', form)
  const read = readForm(form, KEY, ['scopes'])
  if (!read.ok) return { ...read.state, created: null, before: null }
  const { id, name, scopes, expires } = read.data
  const again = { values: read.values, errors: [], created: null, before: null }

  const issued = await issueApiKey(principalOf(member), { id, name, scopes, expiresInDays: EXPIRY_DAYS[expires] })
  if (issued.ok) return { ...again, created: { name, key: issued.key } }
  if (issued.code === 'made') {
    const key = (await listApiKeys(member.teamId)).find((each) => each.id === id)
    if (key) return { ...again, before: { id: key.id, name: key.name, state: key.state } }
  }
  return {
    ...again,
    errors: [{ field: 'form', message: 'Only admins can create API keys. Nothing was created.' }],
  }
}

/** Revokes an API key. */
export async function revoke(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await revokeApiKey(principalOf(member), String(form.get('key')))
  redirect(outcome === 'done' ? `${PATH}?done=revoked` : `${PATH}?refused=${outcome}`)
}
