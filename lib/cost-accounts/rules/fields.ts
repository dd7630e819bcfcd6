import { cleanText } from '@/lib/text/rules/read-text'

/** The most characters of each text of a cost account (PitneyShip's, and the table's own bounds). */
export const LONGEST = { name: 75, code: 75, description: 150 } as const

/**
 * Reads a chosen or typed cost account code in its stored form: NFC, single spaces, no invisible characters. Null for
 * none. A code that is too long is not cut, so that its beginning cannot match another account.
 */
export function readCode(value: unknown): string | null {
  return cleanText(value, { longest: 200 }) || null
}
