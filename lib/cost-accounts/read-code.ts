import { cleanText } from '../text/rules/read-text'

/**
 * The code of a cost account that somebody has chosen or typed, as codes are kept: NFC, one kind of space, nothing that cannot be
 * seen. Null for none. More than a code can have stays more, so that no other account is meant by its beginning.
 */
export function readCode(value: unknown): string | null {
  return cleanText(value, { longest: 200 }) || null
}
