import type { FormError } from '../forms/rules/form-state'
import { indexColumns, normalizeHeader, type KnownColumn } from './columns'
import { evenness } from './find-dialect'
import type { ScannedRow } from './scan-rows'

/** The kind of file that an import accepts. */
export type SheetKind<Key extends string = string> = {
  columns: readonly KnownColumn<Key>[]
  /** The required columns that are missing, as a sentence; null if there are none. */
  missing(has: (key: Key) => boolean): string | null
  /** The message for a file with too many rows. */
  tooMany(most: number): string
}

/** The header row among the first rows: the chosen one, or the one with the most known names. */
export function findHeaders<Key extends string>(
  rows: readonly ScannedRow[],
  chosen: number | null,
  kind: SheetKind<Key>,
): ScannedRow | null {
  if (chosen === 0) return null
  const index = indexColumns(kind.columns)
  const said = rows.find(({ line }) => line === chosen)
  if (said) return said
  const ranked = rows.map((row) => {
    const known = new Set(row.cells.flatMap((cell) => index.get(normalizeHeader(cell))?.key ?? []))
    return { row, known: known.size, isWhole: kind.missing((key) => known.has(key)) === null }
  })
  const most = (those: typeof ranked) =>
    those.reduce<(typeof ranked)[number] | null>((best, each) => (best && best.known >= each.known ? best : each), null)
  const found = most(ranked.filter(({ isWhole }) => isWhole)) ?? most(ranked.filter(({ known }) => known > 1))
  if (found) return found.row
  const { width } = evenness(rows)
  return rows.find(({ count }) => count === width) ?? rows[0] ?? null
}

/** The meaning of each column of a file, '' for none; `problems` lists what prevents reading it. */
export function matchColumns<Key extends string>(
  headers: readonly string[],
  chosen: readonly string[] | null,
  kind: SheetKind<Key>,
): { keys: (Key | '')[]; problems: FormError[] } {
  // The last columns can be empty and without a header. Nobody is asked about those.
  const keys = chosen
    ? headers.map((_, place) => kind.columns.find(({ key }) => key === chosen[place])?.key ?? '')
    : matchHeaders(headers, kind)
  const problems: FormError[] = []
  const firsts = new Map<Key, number>()
  for (const [place, key] of keys.entries()) {
    if (key === '') continue
    const first = firsts.get(key)
    const { label } = kind.columns.find((each) => each.key === key)!
    if (first === undefined) firsts.set(key, place)
    else
      problems.push({
        field: `column_${place}`,
        message: `${label} is there twice, as column ${first + 1} and as column ${place + 1}: leave one of them out.`,
      })
  }
  const missing = kind.missing((key) => firsts.has(key))
  if (missing) problems.push({ field: 'columns', message: missing })
  return { keys, problems }
}

/**
 * Matches columns by name. Of two headers for one column, the better-known name wins. Two with the same name are a
 * problem.
 */
function matchHeaders<Key extends string>(headers: readonly string[], kind: SheetKind<Key>): (Key | '')[] {
  const index = indexColumns(kind.columns)
  const known = headers.map((header) => index.get(normalizeHeader(header)))
  const best = new Map<Key, number>()
  for (const each of known) if (each) best.set(each.key, Math.min(each.rank, best.get(each.key) ?? Infinity))
  return known.map((each) => (each && each.rank === best.get(each.key) ? each.key : ''))
}
