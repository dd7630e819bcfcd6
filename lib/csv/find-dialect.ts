import { startTimeSlice } from '../time-slice'
import { scanRows, type ScannedRow } from './scan-rows'

/** The marks between cells, as people call them. */
const DELIMITERS = [
  { mark: ',', one: 'a comma', many: 'commas' },
  { mark: ';', one: 'a semicolon', many: 'semicolons' },
  { mark: '\t', one: 'a tab', many: 'tabs' },
  { mark: '|', one: 'a vertical bar', many: 'vertical bars' },
] as const

/** The name of the separator. */
export function separatorOf(mark: string): { one: string; many: string } {
  return DELIMITERS.find((each) => each.mark === mark) ?? { one: `the mark ${mark}`, many: `the mark ${mark}` }
}

export type Dialect = {
  delimiter: string
  /** Where the rows begin, behind a line that names the delimiter (`sep=;`). */
  start: number
  firstLine: number
  /** The first rows. */
  header: ScannedRow[]
}

/** The number of rows and characters that are searched for the header row. */
const ROWS = 30
const CHARACTERS = 16_384

/**
 * Detects the separator of a file. A first line `sep=;` (as Excel writes it) decides. Otherwise the separator with the
 * most known column names wins (`countKnown` of a row), and then the one with which most rows have the same number of
 * cells.
 */
export async function findDialect(text: string, countKnown: (cells: string[]) => number): Promise<Dialect> {
  const said = /^"?sep=([^\w\s"]|\t)"?[,;\t |]*(?:\r\n?|\n|$)/i.exec(text.slice(0, 40))
  const from = said ? { start: said[0].length, firstLine: 2 } : { start: 0, firstLine: 1 }
  const marks = said ? [said[1]!] : DELIMITERS.map(({ mark }) => mark)
  const dialects: Dialect[] = []
  for (const delimiter of marks) dialects.push({ delimiter, ...from, header: await readStart(text, delimiter, from) })
  const ranked = dialects.map((dialect) => {
    const counts = dialect.header.map(({ cells }) => countKnown(cells))
    const known = Math.max(0, ...counts)
    return {
      dialect,
      known,
      ...(known > 0 ? fit(dialect.header.slice(counts.indexOf(known))) : evenness(dialect.header)),
    }
  })
  return ranked.reduce((best, each) =>
    (each.known - best.known || each.share - best.share || each.width - best.width) > 0 ? each : best,
  ).dialect
}

async function readStart(
  text: string,
  delimiter: string,
  { start, firstLine }: { start: number; firstLine: number },
): Promise<ScannedRow[]> {
  const slice = startTimeSlice()
  const rows: ScannedRow[] = []
  for (const row of scanRows(text.slice(0, start + CHARACTERS), delimiter, start, firstLine)) {
    if (slice.isOver()) await slice.yield()
    if (row) rows.push(row)
    if (rows.length === ROWS) break
  }
  return rows
}

/** How many cells the first row has, and how many of the others have no more. */
function fit([headers, ...rows]: readonly ScannedRow[]): { width: number; share: number } {
  const fitting = rows.filter(({ width }) => width <= headers!.count).length
  return { width: headers!.count, share: rows.length === 0 ? 1 : fitting / rows.length }
}

/** How many cells most rows have, and how many of the rows; nothing where that is one cell. */
export function evenness(rows: readonly ScannedRow[]): { width: number; share: number } {
  const counts = new Map<number, number>()
  for (const { count } of rows) counts.set(count, (counts.get(count) ?? 0) + 1)
  const [width, many] = [...counts]
    .filter(([count]) => count > 1)
    .reduce((best, each) => (each[1] > best[1] ? each : best), [1, 0])
  return { width, share: rows.length === 0 ? 0 : many / rows.length }
}
