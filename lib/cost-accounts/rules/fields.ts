import { cleanText } from '@/lib/text/rules/read-text'

/** The most characters of each text of a cost account (PitneyShip's, and the table's own bounds). */
export const LONGEST = { name: 75, code: 75, description: 150 } as const

/**
 * The code of a cost account that somebody has chosen or typed, as codes are kept: NFC, one kind of space, nothing that cannot be
 * seen. Null for none. More than a code can have stays more, so that no other account is meant by its beginning.
 */
export function readCode(value: unknown): string | null {
  return cleanText(value, { longest: 200 }) || null
}
