'use server'

import { listApiKeys } from '@/db/queries/api-keys'
import { issueApiKey, SCOPES, revokeApiKey } from '@/lib/api-keys/api-keys'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts } from '@/lib/form-state'
import { readField } from '@/lib/text/read-field'
import { EXPIRIES, type CreateKeyState } from './create/create-key-state'
import { redirect } from 'next/navigation'

const PATH = '/settings/api-keys'

/** Takes the form of a new key, which makes one however often it is pressed. The answer carries the key this once: no address, no redirect, nothing that is kept. */
export async function createKey(_previous: CreateKeyState, form: FormData): Promise<CreateKeyState> {
  const member = await authorizeAction('/settings/api-keys/create', 'settings:write', form)
  const { values, errors } = readTexts(form, ['id', 'name', 'expires'])
  const asked = form.getAll('scopes')
  const scopes = SCOPES.filter((scope) => asked.includes(scope))
  const again = { values: { ...values, scopes: scopes.join(' ') }, errors, created: null, before: null }
  const name = readField(values, errors, 'name', {
    called: 'The name',
    longest: 75,
    missing: 'Enter a name, such as the name of the program that will use the key.',
  })
  if (scopes.length === 0) errors.push({ field: 'scopes', message: 'Choose at least one permission.' })
  const expiry = EXPIRIES.find(({ value }) => value === values.expires)
  if (!expiry) errors.push({ field: 'expires', message: 'Choose when the key expires.' })
  if (!expiry || errors.length > 0) return again

  const issued = await issueApiKey(principalOf(member), { id: values.id, name, scopes, expiresInDays: expiry.days })
  if (issued.ok) return { ...again, created: { name, key: issued.key } }
  if (issued.code === 'made') {
    const key = (await listApiKeys(member.teamId)).find(({ id }) => id === values.id)
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
