/**
 * The one reader of text that is kept: names, codes, references, reasons, notes, whoever sends them. It imports nothing, so
 * the browser uses the same code as the server. What is kept is compared as people see it, and can harm nobody who reads it.
 */

/** The bound of a text, in characters as people count them (code points), and whether it may have several lines. */
export type TextBound = { longest: number; lines?: boolean }

export type ReadText =
  | { ok: true; text: string }
  /** `fault` ends the sentence that begins with the field's name. */
  | { ok: false; fault: string }

/** Longer than every text that could become short enough: accents that are composed, spaces that become one. */
const UNREAD_FACTOR = 8

/**
 * Reads a text that is to be kept: trimmed, in NFC, one kind of space, and line breaks only where there may be several
 * lines. Control characters, invisible ones, and those that change the direction of reading are refused, as is a text beyond
 * its bound; the bound is looked at before anything is matched. An empty text is read as one.
 */
export function readText(value: unknown, { longest, lines = false }: TextBound): ReadText {
  if (typeof value !== 'string') return { ok: false, fault: 'must be text.' }
  const bare = value.trim()
  const tooLong = { ok: false, fault: `must have at most ${longest.toLocaleString('en-US')} characters.` } as const
  if (bare.length > longest * UNREAD_FACTOR) return tooLong
  const text = evenOut(bare, lines)
  const refused = REFUSED.exec(text.replaceAll(JOINED_EMOJI, ''))
  if (refused) return { ok: false, fault: `has a character that cannot be kept (${nameOf(refused[0])}).` }
  return [...text].length > longest ? tooLong : { ok: true, text }
}

/**
 * The same for what nobody can be asked to type again, such as the claims of an identity provider: what `readText` refuses is
 * left out, and what is too long is cut. Empty where nothing is left.
 */
export function cleanText(value: unknown, { longest, lines = false }: TextBound): string {
  if (typeof value !== 'string') return ''
  // A pair of surrogates that this cuts apart is left out with the rest.
  const text = evenOut(value.trim().slice(0, longest * UNREAD_FACTOR), lines)
  const kept = text.replaceAll(REFUSED_BUT_JOINED, (_refused, joined?: string) => joined ?? '')
  return [...kept.trim()].slice(0, longest).join('').trim()
}

/** How two texts are compared where only their case differs: never for what is kept. */
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
/** The joiner holds an emoji of several people together; anywhere else nobody sees it. */
const JOINED = '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})'

const REFUSED = new RegExp(SEEN_BY_NOBODY, 'u')
const JOINED_EMOJI = new RegExp(JOINED, 'gu')
const REFUSED_BUT_JOINED = new RegExp(`(${JOINED})|${SEEN_BY_NOBODY}`, 'gu')

const nameOf = (character: string) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
