'use server'

import { redirect } from 'next/navigation'
import { revokeApiKey } from '@/lib/api-keys/revoke-api-key'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'

const PATH = '/settings/api-keys'

/** Revokes an API key. */
export async function revoke(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await revokeApiKey(principalOf(member), String(form.get('key')))
  redirect(outcome === 'done' ? `${PATH}?done=revoked` : `${PATH}?refused=${outcome}`)
}
