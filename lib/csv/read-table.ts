import { CsvError, parse } from 'csv-parse/sync'
import { unguardCell } from './guard-cell'

export type CsvRow = {
  /** Where it begins in the file, from 1. */
  line: number
  cells: string[]
}

export type CsvTable = { ok: true; rows: CsvRow[] } | { ok: false; message: string }

/**
 * The rows of a CSV file, the first of them its heads: comma, semicolon or tab, whichever the first line has most of; any
 * line ends (within a cell they come back as line feeds), with or without a byte order mark. Empty rows are left out, cells
 * are trimmed, and what guards a formula is taken off again.
 */
export function readTable(csv: string): CsvTable {
  // One kind of line end, because csv-parse counts those within quotes differently.
  const text = csv.replaceAll(/\r\n|\r/g, '\n')
  const [heads = ''] = text.split('\n', 1)
  const count = (mark: string) => heads.split(mark).length
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
  try {
    const parsed = parse(text, {
      bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 20_000,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    const rows = parsed.map(({ record, info }) => ({
      line: info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
      cells: record.map((cell) => unguardCell(cell).trim()),
    }))
    return { ok: true, rows: rows.filter(({ cells }) => cells.some((cell) => cell !== '')) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, message: `Line ${error.lines ?? '?'} cannot be read: a quotation mark is out of place or is never closed, or the line is far too long.` }
  }
}
