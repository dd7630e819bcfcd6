import { database } from '../../db/client'
import { env } from '../env'
import { type Claims, readEmail, readName, readSubject, readVerifiedEmail } from './read-person'
import { demoIdentityKey, identityKeyOf } from './identity-key'
import type { Role } from './rules/permissions'
import { readGroups } from './read-groups'
import { warnAboutGroups } from './warn-of-groups'

/** A token goes into an address when its person signs out. One with thousands of groups in it fits into none. */
const LONGEST_ID_TOKEN = 6_000

/** The key of a person who comes from the provider in use. */
export function identityKey(subject: string): string {
  const { demo, oidc } = env()
  return demo ? demoIdentityKey(subject) : identityKeyOf(oidc.issuer, subject)
}

/**
 * The role that the provider's groups give; null where OIDC_ADMIN_GROUP is not set and Settings → Members decides.
 * A missing or malformed claim gives no right: staff.
 */
export function roleFromGroups(claims: Claims): Role | null {
  const { groupsClaim, adminGroup } = env().oidc
  if (!adminGroup) return null
  const { isAdmin, fault } = readGroups(claims, groupsClaim, adminGroup)
  if (fault) warnAboutGroups(groupsClaim, fault, claims)
  return isAdmin ? 'admin' : 'staff'
}

/** Whether ADMIN_EMAILS names this person: only with an address that the provider says it has verified. */
export function mayBeFirstAdmin(claims: Claims): boolean {
  const email = readVerifiedEmail(claims)
  return !env().oidc.adminGroup && email !== null && env().adminEmails.includes(email)
}

/**
 * All that the provider said: the ID token's claims, and userinfo's where both speak. Some providers (Entra ID) put groups
 * into the ID token alone. The library has validated the token; it came over TLS from the token endpoint itself.
 */
export function mergeClaims(userinfo: Claims, idToken: string | null): Claims {
  const said = Object.fromEntries(Object.entries(userinfo).filter(([, value]) => value !== null))
  const payload = idToken?.split('.')[1]
  if (!payload) return said
  const {
    email,
    email_verified: verified,
    ...claims
  } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims
  // An address and its having been verified come from one source.
  return { ...claims, ...(said.email === undefined ? { email, email_verified: verified } : {}), ...said }
}

/**
 * After a sign-in: keeps its time, and the person's name, e-mail and id token fresh, and makes them a member of the team that this
 * installation has; the demo team is for the demo's people alone. Where there are several, nobody is admitted by merely
 * signing in.
 */
export async function provisionMember(userId: string, userinfo: Claims, idToken: string | null): Promise<void> {
  const { sql } = database()
  const claims = mergeClaims(userinfo, idToken)
  await sql`
    update identities set id_token = ${idToken && idToken.length <= LONGEST_ID_TOKEN ? idToken : null}
    where user_id = ${userId} and provider_account_id = ${identityKey(readSubject(claims) ?? '')}`
  await sql`
    select record_sign_in(
      p_team => (select min(id) from teams where (slug = 'demo') = ${env().demo} having count(*) = 1),
      p_user => ${userId}, p_name => ${readName(claims)}, p_email => ${readEmail(claims)},
      p_role => ${roleFromGroups(claims)}, p_may_be_first_admin => ${mayBeFirstAdmin(claims)})`
}
