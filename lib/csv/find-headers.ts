import type { FormError } from '../forms/rules/form-state'
import { indexColumns, normalizeHeader, type KnownColumn } from './columns'
import { evenness } from './find-dialect'
import type { ScannedRow } from './scan-rows'

/** What an import takes. */
export type SheetKind<Key extends string = string> = {
  columns: readonly KnownColumn<Key>[]
  /** Which columns it cannot do without and are not there, in words; null where it has all. */
  missing(has: (key: Key) => boolean): string | null
  /** What is said of a file with more rows than that. */
  tooMany(most: number): string
}

/** The row with the heads among the first ones: the one that was chosen, or that says most of what is looked for. */
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

/** For each column of a file which one of ours it is, '' for none; `problems` is what keeps it from being read so. */
export function matchColumns<Key extends string>(
  headers: readonly string[],
  chosen: readonly string[] | null,
  kind: SheetKind<Key>,
): { keys: (Key | '')[]; problems: FormError[] } {
  // The last ones may be without a head and empty, and then nobody was asked about them.
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

/** By their names. Of two heads for one column the better known one has it; two of the same name both do, which is a problem. */
function matchHeaders<Key extends string>(headers: readonly string[], kind: SheetKind<Key>): (Key | '')[] {
  const index = indexColumns(kind.columns)
  const known = headers.map((header) => index.get(normalizeHeader(header)))
  const best = new Map<Key, number>()
  for (const each of known) if (each) best.set(each.key, Math.min(each.rank, best.get(each.key) ?? Infinity))
  return known.map((each) => (each && each.rank === best.get(each.key) ? each.key : ''))
}
