import { startTimeSlice } from '../time-slice'
import type { FormError } from '../forms/rules/form-state'
import { indexColumns, normalizeHeader, type SheetColumn } from './columns'
import { decodeFile } from './decode-file'
import { asEncoding, ENCODINGS } from './encodings'
import { findDialect, separatorOf } from './find-dialect'
import { findHeaders, matchColumns, type SheetKind } from './find-headers'
import type { ImportChoices, ImportLayout, LineError } from './import-state'
import { looksLikeFooter } from './looks-like-footer'
import { quoteText } from './quote-text'
import { MOST_CELLS, scanRows, type ScannedRow } from './scan-rows'
import { describeLayout } from './describe-layout'

/** A row of a file by our columns; what the file has no column for is undefined. */
export type SheetRow<Key extends string = string> = {
  line: number
  texts: Partial<Record<Key, string>>
  /** The row has fewer cells than the header row. */
  isShort: boolean
  /** It looks like what programs write under a table. */
  isFooter: boolean
}

export type Sheet<Key extends string = string> = {
  layout: ImportLayout
  rows: SheetRow<Key>[]
  /** What is wrong in which line, what to look at twice there, and what is to be known of the whole. */
  errors: LineError[]
  lineWarnings: LineError[]
  notes: string[]
  warnings: string[]
}

export type ReadSheet<Key extends string = string> =
  | { ok: true; sheet: Sheet<Key> }
  /** With a layout, if the person has to choose its columns. */
  | { ok: false; errors: FormError[]; layout: ImportLayout | null }

const refuse = (message: string): { ok: false; errors: FormError[]; layout: null } => ({
  ok: false,
  errors: [{ field: 'file', message }],
  layout: null,
})

/**
 * Reads a file of a kind row by row. It detects the encoding, the separator, the header row, and the columns unless the
 * person has chosen them. Every omission is reported. The event loop stays free.
 */
export async function readSheet<Key extends string>(
  bytes: Buffer,
  choices: ImportChoices,
  kind: SheetKind<Key>,
  mostRows: number,
): Promise<ReadSheet<Key>> {
  const chosen = asEncoding(choices.encoding)
  const decoded = await decodeFile(bytes, chosen)
  if (!decoded.ok) {
    if (!chosen) return refuse(decoded.message)
    // What was chosen for it was wrong, not the file: it is shown as before.
    const before = await readSheet(bytes, { ...choices, encoding: null }, kind, mostRows)
    const layout = before.ok ? before.sheet.layout : before.layout
    return layout ? { ok: false, errors: [{ field: 'encoding', message: decoded.message }], layout } : before
  }
  const index = indexColumns(kind.columns)
  const { text } = decoded
  const dialect = await findDialect(
    text,
    (cells) => new Set(cells.flatMap((cell) => index.get(normalizeHeader(cell))?.key ?? [])).size,
  )
  const headers = findHeaders(dialect.header, choices.headersLine, kind)
  const width = headers ? headers.count : Math.max(0, ...dialect.header.map(({ count }) => count))
  if (width > MOST_CELLS)
    return refuse(`The file has ${width.toLocaleString('en-US')} columns; at most ${MOST_CELLS} can be read.`)
  const names = Array.from({ length: width }, (_, place) => (headers?.cells[place] ?? '').slice(0, 80))
  const { keys, problems } = matchColumns(names, choices.columns, kind)
  const columns = names.map((header, place): SheetColumn<Key> => ({ header, key: keys[place]!, values: [], filled: 0 }))

  const read = await readRows(
    scanRows(text, dialect.delimiter, dialect.start, dialect.firstLine),
    headers,
    columns,
    dialect.delimiter,
    choices.keepsFooters,
    mostRows,
  )
  if ('message' in read) return refuse(read.message)
  if (read.isOver) return refuse(kind.tooMany(mostRows))
  if (!headers && read.rows.length === 0) return refuse('The file is empty.')
  const isOpen =
    problems.length > 0 || (choices.columns === null && columns.some(({ key, filled }) => key === '' && filled > 0))
  const layout: ImportLayout = {
    encoding: decoded.encoding,
    encodings: [...ENCODINGS],
    headersLine: headers?.line ?? 0,
    lines: dialect.header
      .slice(0, 12)
      .map(({ line, cells }) => ({ line, text: quoteText(cells.filter(Boolean).join(', ')) })),
    columns: columns.slice(0, 1 + columns.findLastIndex(({ header, filled }) => header !== '' || filled > 0)),
    options: kind.columns.map(({ key, label, hint }) => ({ key, label: hint ? `${label} (${hint})` : label })),
    footers: [],
    keepsFooters: choices.keepsFooters,
    isOpen,
  }
  if (problems.length > 0) return { ok: false, errors: problems, layout }
  if (read.rows.length === 0) return refuse('The file has a line with the columns and nothing under it.')
  const told = describeLayout({
    columns,
    above: read.above,
    delimiter: dialect.delimiter,
    encoding: decoded,
    sample: read.sample,
    short: read.short,
    labels: kind.columns,
  })
  return { ok: true, sheet: { layout, rows: read.rows, errors: read.errors, lineWarnings: read.lineWarnings, ...told } }
}

type ReadRows<Key extends string> = {
  rows: SheetRow<Key>[]
  errors: LineError[]
  lineWarnings: LineError[]
  /** The rows above the header row. */
  above: ScannedRow[]
  /** The number of lines with fewer cells than the header row, and the first of them. */
  short: { count: number; first: number }
  /** The first cell that shows how the file is encoded. */
  sample: string | null
  isOver: boolean
}

async function readRows<Key extends string>(
  scanned: ReturnType<typeof scanRows>,
  headers: ScannedRow | null,
  columns: SheetColumn<Key>[],
  delimiter: string,
  keepsFooters: boolean,
  mostRows: number,
): Promise<ReadRows<Key> | { message: string }> {
  const slice = startTimeSlice()
  const read: ReadRows<Key> = {
    rows: [],
    errors: [],
    lineWarnings: [],
    above: [],
    short: { count: 0, first: 0 },
    sample: null,
    isOver: false,
  }
  /** How many of the last rows are footers only if nothing but footers follows. */
  let tail: SheetRow<Key>[] = []
  for (;;) {
    const { done, value: row } = scanned.next()
    if (done) {
      if (row) return { message: `Line ${row.line}: ${row.message}` }
      for (const each of tail) each.isFooter = true
      return read
    }
    if (slice.isOver()) await slice.yield()
    if (!row) continue
    read.sample ??= row.cells.find((cell) => /[^\0-\x7f]/.test(cell)) ?? null
    if (headers && row.line <= headers.line) {
      if (row.line < headers.line && read.above.length < 100) read.above.push(row)
      continue
    }
    if (read.rows.length === mostRows) return { ...read, isOver: true }
    const footer = looksLikeFooter(row, headers)
    const given = takeRow(row, columns, footer === 'surely')
    if (footer === 'at the end') tail.push(given)
    else if (!footer) tail = []
    read.rows.push(given)
    checkRow(row, given, columns, { delimiter, isFooterRow: given.isFooter && !keepsFooters }, read)
  }
}

function takeRow<Key extends string>(row: ScannedRow, columns: SheetColumn<Key>[], isFooter: boolean): SheetRow<Key> {
  const texts: Partial<Record<Key, string>> = {}
  for (const [place, column] of columns.entries()) {
    const cell = row.cells[place] ?? ''
    if (column.key !== '') texts[column.key] = cell
    if (cell === '') continue
    column.filled++
    if (column.values.length < 3) column.values.push(quoteText(cell))
  }
  return {
    line: row.line,
    texts,
    isShort: row.count < 1 + columns.findLastIndex(({ header }) => header !== ''),
    isFooter,
  }
}

function checkRow<Key extends string>(
  row: ScannedRow,
  given: SheetRow<Key>,
  columns: SheetColumn<Key>[],
  { delimiter, isFooterRow }: { delimiter: string; isFooterRow: boolean },
  read: ReadRows<Key>,
): void {
  const { line } = row
  if (isFooterRow) return
  if (row.fault) read.errors.push({ line, message: row.fault })
  else if (row.width > columns.length) {
    const example = `"${row.cells
      .slice(0, 2)
      .join(`${delimiter === '\t' ? ' ' : delimiter} `)
      .slice(0, 60)}"`
    read.errors.push({
      line,
      message: `This line has ${row.width.toLocaleString('en-US')} cells, and there are ${columns.length} heads. Put a text with ${separatorOf(delimiter).one} in it in quotation marks, such as ${example}.`,
    })
  }
  if (given.isShort && read.short.count++ === 0) read.short.first = line
  const lost = row.cells.find((cell) => cell.includes('\ufffd'))
  if (lost)
    read.lineWarnings.push({
      line,
      message: `${quoteText(lost)} has a character that was lost before it came here. Save the file once more as CSV UTF-8 where it was made.`,
    })
}
