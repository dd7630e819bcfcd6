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
 * The role from the provider's groups. Null if OIDC_ADMIN_GROUP is unset, because then Settings → Members decides. A
 * missing or malformed claim gives no rights: staff.
 */
export function roleFromGroups(claims: Claims): Role | null {
  const { groupsClaim, adminGroup } = env().oidc
  if (!adminGroup) return null
  const { isAdmin, fault } = readGroups(claims, groupsClaim, adminGroup)
  if (fault) warnAboutGroups(groupsClaim, fault, claims)
  return isAdmin ? 'admin' : 'staff'
}

/** Whether ADMIN_EMAILS contains this person's address, if the provider has verified it. */
export function mayBeFirstAdmin(claims: Claims): boolean {
  const email = readVerifiedEmail(claims)
  return !env().oidc.adminGroup && email !== null && env().adminEmails.includes(email)
}

/**
 * Merges the claims of the ID token and of userinfo. Userinfo wins. Some providers (Entra ID) send groups only in the
 * ID token. The library has validated the token, which came over TLS from the token endpoint.
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
 * Runs after a sign-in. It updates the time, the name, the email address, and the ID token, and adds the person to the
 * team if the installation has only one. Only people of the demo join the demo team. If there are several teams,
 * signing in adds nobody to one.
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
