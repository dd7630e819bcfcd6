import { z } from 'zod'

/** The limit of mail servers (RFC 5321). Longer addresses are not even matched. */
const LONGEST_EMAIL = 254

const email = z.email()

/** The one reader of email addresses: the address as given, or null if it is invalid. */
export function readEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_EMAIL) return null
  return email.safeParse(value).success ? value : null
}
