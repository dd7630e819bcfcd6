import { database } from '../../db/client'
import { recordSecurityEvent } from '../security/record-event'
import { identityKey } from './provision-member'
import { type Claims, readSubject } from './read-person'

/** Why a person whom the provider authenticated cannot sign in. The sign-in page has a text for each. */
export type SignInRefusal = 'NoSubject' | 'Deactivated'

/** Checked before a session is created. Null if the person can sign in. */
export async function checkSignIn(claims: Claims): Promise<SignInRefusal | null> {
  const subject = readSubject(claims)
  if (subject === null) {
    recordSecurityEvent('sign_in_refused', {
      reason: 'the claim sub is missing, no text, or longer than 255 characters',
    })
    return 'NoSubject'
  }
  const [person] = await database().sql<{ id: string; isOut: boolean }[]>`
    select user_id as id, is_deactivated(user_id) as "isOut" from identities
    where provider = 'sso' and provider_account_id = ${identityKey(subject)}`
  if (!person?.isOut) return null
  recordSecurityEvent('sign_in_refused', { reason: 'deactivated', user: person.id })
  return 'Deactivated'
}
