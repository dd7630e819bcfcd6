/**
 * The one reader of stored text: names, codes, references, reasons, and notes from any source. It imports nothing, so
 * the browser and the server use the same code. Stored text is compared as people see it, and is safe to display.
 */

/** The limit of a text in code points, and whether it can have several lines. */
export type TextBound = { longest: number; lines?: boolean }

export type ReadText =
  | { ok: true; text: string }
  /** `fault` ends the sentence that begins with the field's name. */
  | { ok: false; fault: string }

/** Longer than every text that could become short enough: accents that are composed, spaces that become one. */
const UNREAD_FACTOR = 8

/**
 * Reads a text in its stored form: trimmed, NFC, single spaces, and line breaks only if `lines` allows them. Refuses
 * control characters, invisible characters, characters that change the reading direction, and texts over the limit. The
 * limit is checked before any pattern runs. An empty text is valid.
 */
export function readText(value: unknown, { longest, lines = false }: TextBound): ReadText {
  if (typeof value !== 'string') return { ok: false, fault: 'must be text.' }
  const bare = value.trim()
  const tooLong = { ok: false, fault: `must have at most ${longest.toLocaleString('en-US')} characters.` } as const
  if (bare.length > longest * UNREAD_FACTOR) return tooLong
  const text = evenOut(bare, lines)
  const refused = REFUSED.exec(text.replaceAll(JOINED_EMOJI, ''))
  if (refused) return { ok: false, fault: `has a character that cannot be saved (${nameOf(refused[0])}).` }
  return [...text].length > longest ? tooLong : { ok: true, text }
}

/**
 * Cleans text that nobody can retype, such as claims of an identity provider. Characters that `readText` refuses are
 * removed, and a text that is too long is cut. Returns an empty text if nothing is left.
 */
export function cleanText(value: unknown, { longest, lines = false }: TextBound): string {
  if (typeof value !== 'string') return ''
  // A pair of surrogates that this cuts apart is left out with the rest.
  const text = evenOut(value.trim().slice(0, longest * UNREAD_FACTOR), lines)
  const kept = text.replaceAll(REFUSED_BUT_JOINED, (_refused, joined?: string) => joined ?? '')
  return [...kept.trim()].slice(0, longest).join('').trim()
}

/** Folds case to compare two texts. Never used for storage. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085\v\f]/g

function evenOut(text: string, lines: boolean): string {
  const plain = text.normalize('NFC').replaceAll(LINE_ENDS, '\n')
  // What a browser shows as one space is one.
  return lines ? plain.replaceAll(/[\t\p{Zs}]/gu, ' ').trim() : plain.replaceAll(/[\t\n\p{Zs}]+/gu, ' ').trim()
}

// Cc without the line feed, Cf (zero-width characters, direction marks and overrides, tags, the byte order mark), half surrogate
// pairs, and the fillers that are letters by their category and show nothing.
const SEEN_BY_NOBODY = '(?!\\n)[\\p{Cc}\\p{Cf}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u3164\\uffa0]'
/** The joiner combines emoji of several people. Anywhere else it is invisible. */
const JOINED = '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})'

const REFUSED = new RegExp(SEEN_BY_NOBODY, 'u')
const JOINED_EMOJI = new RegExp(JOINED, 'gu')
const REFUSED_BUT_JOINED = new RegExp(`(${JOINED})|${SEEN_BY_NOBODY}`, 'gu')

const nameOf = (character: string) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
