import { unguardCell } from './guard-cell'
import { quoteText } from './quote-text'

export type ScannedRow = {
  /** Where it begins in the file, from 1. */
  line: number
  /** Trimmed, without what guards a formula; at most MOST_CELLS of them. */
  cells: string[]
  /** How many there are in all, and how many up to the last that is not empty. */
  count: number
  width: number
  /** Whether a blank line is before it. */
  afterBlank: boolean
  /** The syntax error, as a sentence. */
  fault: string | null
}

/** Why a file cannot be read to its end, and the line to look at. */
export type ScanFault = { line: number; message: string }

/** The number of stored cells per row, and of characters per cell: far more than any column needs. */
export const MOST_CELLS = 256
const MOST_OF_A_CELL = 20_000
/** No table has a cell of so many characters: what looks like one is read no further. */
const NO_CELL = 1_000_000

/** The number of characters that are read without a pause. */
const STRIDE = 4_096

/**
 * The rows of a text as in RFC 4180, each once. It accepts any line ending (within a cell they become line feeds),
 * spaces around quotation marks, and `="00123"`, which spreadsheets write to keep leading zeros. Empty rows are
 * skipped. It yields `null` whenever the reader should yield to the event loop. Every character is read once or twice,
 * whatever the text is.
 */
export function* scanRows(
  text: string,
  delimiter: string,
  start = 0,
  firstLine = 1,
): Generator<ScannedRow | null, ScanFault | null> {
  const mark = delimiter.charCodeAt(0)
  let at = start
  let line = firstLine
  let pauseAt = at + STRIDE
  let afterBlank = false
  while (at < text.length) {
    // Blank lines create nothing: a file can have a million of them.
    if (text.charCodeAt(at) === LF || text.charCodeAt(at) === CR) {
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1
      line++
      afterBlank = true
      if (at > pauseAt) {
        pauseAt = at + STRIDE
        yield null
      }
      continue
    }
    const row: ScannedRow = { line, cells: [], count: 0, width: 0, afterBlank, fault: null }
    const bare: string[] = []
    for (let ended = false; !ended;) {
      if (at > pauseAt) {
        pauseAt = at + STRIDE
        yield null
      }
      // Nothing is made of an empty cell either.
      if (text.charCodeAt(at) === mark) {
        row.count++
        if (row.cells.length < MOST_CELLS) row.cells.push('')
        at++
        continue
      }
      const cell = scanCell(text, mark, at)
      if ('message' in cell) return { line, message: cell.message }
      row.count++
      if (cell.text !== '') row.width = row.count
      if (row.cells.length < MOST_CELLS) {
        row.cells.push(cell.text)
        row.fault ??= cell.fault
        if (!cell.quoted) bare.push(cell.text)
      }
      line += cell.lines
      at = cell.end
      ended = text.charCodeAt(at) !== mark
      at += ended && text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    }
    line++
    afterBlank = row.width === 0
    row.fault ??= findCurly(bare)
    if (row.width > 0) yield row
  }
  return null
}

/** `end` is the position of the separator or line end, and `lines` the number of line ends in the cell. */
type ScannedCell = { text: string; quoted: boolean; end: number; lines: number; fault: string | null }
type Unreadable = { message: string }

// By their codes, because a text of ten million characters is looked at one by one.
const [QUOTE, LF, CR, TAB, SPACE, NO_BREAK, EQUALS] = [34, 10, 13, 9, 32, 160, 61]

function scanCell(text: string, delimiter: number, start: number): ScannedCell | Unreadable {
  let at = afterBlanks(text, delimiter, start)
  const isFormula = text.charCodeAt(at) === EQUALS && text.charCodeAt(at + 1) === QUOTE
  if (isFormula || text.charCodeAt(at) === QUOTE) return scanQuoted(text, delimiter, isFormula ? at + 1 : at, isFormula)
  let hasMark = false
  let before = 0
  const most = Math.min(text.length, at + NO_CELL)
  for (; at < most; at++) {
    const code = text.charCodeAt(at)
    if (code === delimiter || code === LF || code === CR) break
    // A mark after a digit is inches.
    if (code === QUOTE && !(before >= 48 && before <= 57)) hasMark = true
    before = code
  }
  if (at === most && most < text.length)
    return { message: 'A cell of more than 1,000,000 characters begins in this line: this is no table.' }
  const cell = clean(text.slice(start, Math.min(at, start + MOST_OF_A_CELL)))
  const fault = hasMark ? `A quotation mark stands in the middle of ${quoteText(cell)}. ${WHOLE_CELL}` : null
  return { text: cell, quoted: false, end: at, lines: 0, fault }
}

const WHOLE_CELL = 'Put the whole cell in quotation marks and write the one in it twice: "Sales ""East""".'

function scanQuoted(text: string, delimiter: number, opens: number, isFormula: boolean): ScannedCell | Unreadable {
  let [close, lines] = [opens + 1, 0]
  const most = Math.min(text.length, opens + NO_CELL)
  for (; close < most; close++) {
    const code = text.charCodeAt(close)
    if (code === QUOTE) {
      if (text.charCodeAt(close + 1) !== QUOTE) break
      close++
    } else if (code === LF || (code === CR && text.charCodeAt(close + 1) !== LF)) lines++
  }
  if (close >= most)
    return {
      message: `The quotation mark that opens in this line is never closed: ${quoteText(text.slice(opens, opens + 200))}.`,
    }
  const end = afterBlanks(text, delimiter, close + 1)
  const after = text.charCodeAt(end)
  if (end < text.length && after !== delimiter && after !== LF && after !== CR) {
    const cell = quoteText(text.slice(opens, opens + 200))
    return {
      message:
        lines > 0
          ? `The quotation mark that opens in this line is not closed where its cell ends: ${cell}. Close it, or leave it out.`
          : `Text stands behind a closing quotation mark: ${cell}. ${WHOLE_CELL}`,
    }
  }
  const inner = text.slice(opens + 1, Math.min(close, opens + 1 + MOST_OF_A_CELL)).replaceAll('""', '"')
  return {
    text: isFormula ? inner.trim() : clean(inner.replaceAll(/\r\n?/g, '\n')),
    quoted: true,
    end,
    lines,
    fault: null,
  }
}

function afterBlanks(text: string, delimiter: number, start: number): number {
  for (let at = start; ; at++) {
    // The end of a text is no code.
    const code = text.charCodeAt(at)
    if ((code !== SPACE && code !== TAB && code !== NO_BREAK) || code === delimiter) return at
  }
}

/** `="00123"` is how a spreadsheet writes a number that is a text. */
function clean(cell: string): string {
  const trimmed = cell.trim()
  const formula = /^="([^"]*)"$/.exec(trimmed)
  return formula ? formula[1]!.trim() : unguardCell(cell).trim()
}

const CURLY = [
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['‘', '’'],
] as const

/** Curly marks hold no cell together: a text in them was cut at the mark between cells. */
function findCurly(cells: readonly string[]): string | null {
  for (const [open, close] of CURLY) {
    const first = cells.findIndex((text) => text.startsWith(open) && !text.endsWith(close))
    const last =
      first < 0 ? undefined : cells.slice(first + 1).find((text) => text.endsWith(close) && !text.startsWith(open))
    if (last)
      return `Curly quotation marks hold no text together: ${quoteText(cells[first]!)} and ${quoteText(last)} are two cells. Put the text in straight ones: "Sales, East".`
  }
  return null
}
