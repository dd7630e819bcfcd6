import { cutPreview } from '../csv/cut-preview'
import type { ImportPreview, PlannedLine } from '../csv/import-state'
import { formatMoney } from '../money'
import { requestHash } from '../request-hash'
import type { NewPriceList } from './load-price-list'
import { formName } from './price-forms'
import { formatWeight, type Price } from './price-of'
import { readPriceFile, type PriceRow } from './read-price-file'

export type PreviewedPriceList =
  | { ok: true; preview: ImportPreview; prices: Price[]; seen: string }
  | { ok: false; message: string }

/** What a file of prices would change against the list in force. Nothing is done. */
export function previewPriceList(
  csv: string, inForce: readonly Price[], { effectiveOn, source }: Omit<NewPriceList, 'prices'>, notes: readonly string[],
): PreviewedPriceList {
  const read = readPriceFile(csv)
  if (!read.ok) return read
  const { rows, errors, warnings } = read
  const planned = compare(rows, inForce)
  const count = (kind: PlannedLine['kind']) => planned.filter((line) => line.kind === kind).length
  const prices = rows.map(({ service, form, upToTenths, price }) => ({ service, form, upToTenths, price }))
  const figures = [
    { label: 'New', value: count('add') }, { label: 'Changed', value: count('change') }, { label: 'Gone', value: count('remove') },
    { label: 'Unchanged', value: rows.length - count('add') - count('change') },
  ]
  return {
    ok: true,
    prices,
    seen: requestHash([effectiveOn, source, prices, inForce]).toString('hex'),
    preview: cutPreview({
      figures, planned, errors, warnings,
      notes: planned.length > 0 ? [...notes] : [...notes, 'All prices are the same as in the list in force.'],
      confirm: `Load ${rows.length.toLocaleString('en-US')} ${rows.length === 1 ? 'price' : 'prices'}`,
    }),
  }
}

/** New and changed prices in the order of the file, then those that it leaves out. */
function compare(rows: readonly PriceRow[], inForce: readonly Price[]): PlannedLine[] {
  const before = new Map(inForce.map((price) => [nameOf(price), price]))
  const after = new Set(rows.map(nameOf))
  const told = rows.flatMap((row): PlannedLine[] => {
    const name = nameOf(row)
    const was = before.get(name)
    if (!was) return [{ line: row.line, kind: 'add', name, details: [`${formName(row.form)}, ${formatMoney(row.price)}`] }]
    const details = [
      ...(was.price === row.price ? [] : [`${formatMoney(was.price)} → ${formatMoney(row.price)}`]),
      ...(was.form === row.form ? [] : [`${formName(was.form)} → ${formName(row.form)}`]),
    ]
    return details.length > 0 ? [{ line: row.line, kind: 'change', name, details }] : []
  })
  const gone = inForce.filter((price) => !after.has(nameOf(price))).map((price): PlannedLine => ({
    line: null, kind: 'remove', name: nameOf(price), details: [`was ${formatMoney(price.price)}`],
  }))
  return [...told, ...gone]
}

const nameOf = ({ service, upToTenths }: Price) => (upToTenths === null ? service : `${service}, up to ${formatWeight(upToTenths)}`)
