import { cleanText, foldCase } from '../text/rules/read-text'

/** The claims of a person. Only `sub` is always present. */
export type Claims = Record<string, unknown>

/** OpenID Connect's own bound of a subject. */
const LONGEST_SUBJECT = 255
const LONGEST_NAME = 200
const LONGEST_ADDRESS = 254

/**
 * The subject that identifies a person at the provider; null if it is missing or cannot be stored. It is compared
 * exactly, so it is not normalized. Some providers send a number.
 */
export function readSubject({ sub }: Claims): string | null {
  const text = typeof sub === 'number' && Number.isSafeInteger(sub) ? String(sub) : sub
  if (typeof text !== 'string' || text.length > LONGEST_SUBJECT || text.trim() === '') return null
  return /[\p{Cc}\p{Cf}\p{Cs}]/u.test(text) ? null : text
}

/**
 * The display name of a person: the name, or the given and family names. Null if there is none; screens then show the
 * email address. If that is missing too, the preferred username is used.
 */
export function readName(claims: Claims): string | null {
  const part = (claim: string) => cleanText(claims[claim], { longest: LONGEST_NAME })
  const whole = part('name') || cleanText(`${part('given_name')} ${part('family_name')}`, { longest: LONGEST_NAME })
  if (whole !== '') return whole
  return readEmail(claims) === null ? part('preferred_username') || part('nickname') || null : null
}

/** A person's address, in small letters; of several the first, and else the one that they sign in with (Entra ID's `upn`). */
export function readEmail(claims: Claims): string | null {
  for (const claim of ['email', 'upn', 'preferred_username']) {
    const given = claims[claim]
    const address = readAddress(Array.isArray(given) ? given[0] : given)
    if (address !== null) return address
  }
  return null
}

/** The address that the provider has verified. It must be in `email` and be the only one. */
export function readVerifiedEmail({ email, email_verified: verified }: Claims): string | null {
  const isVerified = verified === true || (typeof verified === 'string' && verified.toLowerCase() === 'true')
  return isVerified ? readAddress(email) : null
}

/** Part of an address would be another address, so an invalid or too long one is dropped. */
function readAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS) return null
  const address = foldCase(value.trim())
  const [name, host, ...more] = address.split('@')
  if (!name || !host || more.length > 0 || /[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(address)) return null
  return address
}
