import { countUtf8 } from './count-utf8'
import { decodeWindows1252 } from './decode-windows-1252'
import type { Encoding } from './encodings'

const MARKS: Partial<Record<Encoding, readonly number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
}

/** How many bytes of a byte order mark the file begins with; 0 where it has none of that encoding. */
export function markOf(bytes: Uint8Array, encoding: Encoding): number {
  const mark = MARKS[encoding]
  return mark?.every((byte, place) => bytes[place] === byte) ? mark.length : 0
}

/** The part of a file that is enough to detect its encoding. */
const LOOKED_AT = 65_536

/** The encoding of a file; null for one that is UTF-8 for the most part, but damaged. */
export async function guessEncoding(bytes: Buffer): Promise<Encoding | null> {
  const marked = (Object.keys(MARKS) as Encoding[]).find((encoding) => markOf(bytes, encoding) > 0)
  if (marked) return marked
  const wide = guessWide(bytes.subarray(0, LOOKED_AT))
  if (wide) return wide
  const { whole, broken, first } = await countUtf8(bytes)
  if (broken === 0) return 'utf-8'
  return whole > broken ? null : guessNarrow(bytes, first)
}

/** UTF-16 without a byte order mark is recognized by the zeros next to its commas, digits, and line ends. */
function guessWide(bytes: Buffer): Encoding | null {
  let [little, big, narrow] = [0, 0, 0]
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!]
    if (second === 0 && first >= 9 && first < 0x7f) little++
    else if (first === 0 && second >= 9 && second < 0x7f) big++
    else if (first >= 9 && first < 0x7f && second >= 9 && second < 0x7f) narrow++
  }
  // A stray zero in a text is next to pairs of letters.
  const enough = Math.max(narrow, bytes.length / 2 / 20)
  if (little > enough && little > big * 10) return 'utf-16le'
  return big > enough && big > little * 10 ? 'utf-16be' : null
}

/**
 * Of the single-byte encodings, the one whose words look most like words; Windows-1252 if both do. `first` is the first
 * of them.
 */
function guessNarrow(bytes: Buffer, first: number): Encoding {
  const part = bytes.subarray(Math.max(0, first - 100), first + 8_192)
  return soundness(new TextDecoder('macintosh').decode(part)) > soundness(decodeWindows1252(part))
    ? 'macintosh'
    : 'windows-1252'
}

/**
 * How much a text looks like words. Lowercase letters after letters and apostrophes within words count for it; capitals
 * and symbols within words count against it.
 */
function soundness(text: string): number {
  let sound = 0
  for (const { index, 0: character } of text.matchAll(/[^\0-\x7f]/g)) {
    const before = text[index - 1] ?? ''
    const after = text[index + 1] ?? ''
    const isInWord = /\p{L}/u.test(before) && /\p{L}/u.test(after)
    if (/[\x80-\x9f]/.test(character)) sound -= 4
    else if (/\p{Ll}/u.test(character)) sound += /\p{Lu}/u.test(after) ? -1 : 1
    else if (/\p{Lu}/u.test(character)) sound += /\p{Ll}/u.test(before) || (isInWord && /\p{Ll}/u.test(after)) ? -2 : 1
    else if (character === '’' && isInWord) sound += 2
    else if (isInWord) sound -= 2
  }
  return sound
}
