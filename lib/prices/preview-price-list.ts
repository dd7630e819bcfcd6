import { cutPreview, withoutEchoes } from '../csv/cut-preview'
import type { ImportChoices, ImportLayout, ImportPreview, PlannedLine } from '../csv/import-state'
import { readSheet } from '../csv/read-sheet'
import { separateFooters } from '../csv/separate-footers'
import type { FormError } from '../forms/rules/form-state'
import { formatMoney } from '../rules/money'
import { requestHash } from '../request-hash'
import type { NewPriceList } from './price-list'
import { formName } from './rules/price-forms'
import { formatWeight, type Price } from './rules/price-of'
import { MOST_PRICES, PRICE_SHEET } from './price-columns'
import { readPrices, type PriceRow } from './read-prices'

export type PreviewedPriceList =
  | { ok: true; preview: ImportPreview; layout: ImportLayout; prices: Price[]; seen: string }
  | { ok: false; errors: FormError[]; layout: ImportLayout | null }

/** What a file of prices would change against the list in force. Nothing is done. */
export async function previewPriceList(
  file: Buffer,
  choices: ImportChoices,
  inForce: readonly Price[],
  { effectiveOn, source }: Omit<NewPriceList, 'prices'>,
  notes: readonly string[],
): Promise<PreviewedPriceList> {
  const read = await readSheet(file, choices, PRICE_SHEET, MOST_PRICES)
  if (!read.ok) return read
  const { sheet } = read
  const services = new Set(inForce.map(({ service }) => service))
  const { rows, errors, warnings } = readPrices(
    separateFooters(sheet, ({ texts }) => services.has(texts.Service ?? '')),
  )
  const planned = compare(rows, inForce)
  const count = (kind: PlannedLine['kind']) => planned.filter((line) => line.kind === kind).length
  const prices = rows.map(({ service, form, upToTenths, price }) => ({ service, form, upToTenths, price }))
  const figures = [
    { label: 'New', value: count('add') },
    { label: 'Changed', value: count('change') },
    { label: 'Gone', value: count('remove') },
    { label: 'Unchanged', value: rows.length - count('add') - count('change') },
  ]
  return {
    ok: true,
    prices,
    layout: sheet.layout,
    seen: requestHash([effectiveOn, source, prices, inForce]).toString('hex'),
    preview: cutPreview({
      figures,
      planned,
      errors: withoutEchoes(sheet.errors, errors),
      warnings: sheet.warnings,
      lineWarnings: [...sheet.lineWarnings, ...warnings],
      notes: [...notes, ...(planned.length > 0 ? [] : ['All prices match the list in force.']), ...sheet.notes],
      confirm:
        rows.length === 0
          ? null
          : `Load ${rows.length.toLocaleString('en-US')} ${rows.length === 1 ? 'price' : 'prices'}`,
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
    if (!was)
      return [{ line: row.line, kind: 'add', name, details: [`${formName(row.form)}, ${formatMoney(row.price)}`] }]
    const details = [
      ...(was.price === row.price ? [] : [`${formatMoney(was.price)} → ${formatMoney(row.price)}`]),
      ...(was.form === row.form ? [] : [`${formName(was.form)} → ${formName(row.form)}`]),
    ]
    return details.length > 0 ? [{ line: row.line, kind: 'change', name, details }] : []
  })
  const gone = inForce
    .filter((price) => !after.has(nameOf(price)))
    .map((price): PlannedLine => ({
      line: null,
      kind: 'remove',
      name: nameOf(price),
      details: [`was ${formatMoney(price.price)}`],
    }))
  return [...told, ...gone]
}

const nameOf = ({ service, upToTenths }: Price) =>
  upToTenths === null ? service : `${service}, up to ${formatWeight(upToTenths)}`
