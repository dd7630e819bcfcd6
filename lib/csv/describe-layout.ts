import { normalizeHeader, type KnownColumn, type SheetColumn } from './columns'
import { encodingLabel, type Encoding } from './encodings'
import { separatorOf } from './find-dialect'
import { quoteText } from './quote-text'
import type { ScannedRow } from './scan-rows'

export type LayoutFacts = {
  columns: readonly SheetColumn[]
  labels: readonly KnownColumn[]
  above: readonly ScannedRow[]
  delimiter: string
  encoding: { encoding: Encoding; isPlain: boolean }
  sample: string | null
  short: { count: number; first: number }
}

/** The number of columns that are named. */
const NAMED = 20

/** Describes how a file was read: assumptions as notes, and omissions as warnings. */
export function describeLayout({ columns, labels, above, delimiter, encoding, sample, short }: LayoutFacts): {
  notes: string[]
  warnings: string[]
} {
  const notes: string[] = []
  const warnings: string[] = []
  if (!encoding.isPlain)
    notes.push(`Read as ${encodingLabel(encoding.encoding)}${sample === null ? '' : `: ${quoteText(sample)}`}.`)
  if (delimiter !== ',') notes.push(`The cells are separated by ${separatorOf(delimiter).many}.`)
  if (above.length > 0) {
    const said = quoteText(above.flatMap(({ cells }) => cells.filter(Boolean)).join(', '))
    const [first, last] = [above[0]!.line, above.at(-1)!.line]
    notes.push(
      first === last
        ? `Line ${first} stands above the heads and is left out: ${said}.`
        : `Lines ${first} to ${last} stand above the heads and are left out: ${said}.`,
    )
  }
  const renamed = columns.flatMap(({ header, key }, place) => {
    const label = labels.find((each) => each.key === key)?.label
    return label === undefined || normalizeHeader(header) === normalizeHeader(label)
      ? []
      : [`${headerName(header, place)} is read as ${label}`]
  })
  if (renamed.length > 0) notes.push(`${renamed.join(', ')}.`)
  const out = columns
    .map((column, place) => ({ ...column, place }))
    .filter(({ key, header, filled }) => key === '' && (header !== '' || filled > 0))
  for (const { header, filled, place } of out.slice(0, NAMED)) {
    const name = header === '' ? headerName(header, place) : `The column ${quoteText(header)}`
    if (filled === 0) notes.push(`${name} is left out: it is empty.`)
    else
      warnings.push(`${name} is left out, with ${filled.toLocaleString('en-US')} ${filled === 1 ? 'value' : 'values'}.`)
  }
  if (out.length > NAMED)
    warnings.push(
      `${out.length - NAMED} more columns are left out, with ${out
        .slice(NAMED)
        .reduce((sum, { filled }) => sum + filled, 0)
        .toLocaleString('en-US')} values.`,
    )
  if (short.count > 0) {
    notes.push(
      short.count === 1
        ? `Line ${short.first} has fewer cells than the heads: what is missing is read as empty.`
        : `${short.count.toLocaleString('en-US')} lines have fewer cells than the heads, from line ${short.first} on: what is missing is read as empty.`,
    )
  }
  return { notes, warnings }
}

const headerName = (header: string, place: number) =>
  header === '' ? `Column ${place + 1}, which has no head,` : quoteText(header)
