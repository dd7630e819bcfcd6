import { z } from 'zod'

/** What a mail server takes (RFC 5321): longer ones are not even matched. */
const LONGEST_EMAIL = 254

const email = z.email()

/** The one reader of e-mail addresses: the address as it was given, or null where it is none. */
export function readEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST_EMAIL) return null
  return email.safeParse(value).success ? value : null
}
