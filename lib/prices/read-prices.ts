import type { LineError } from '../csv/import-state'
import { normalizeHeader } from '../csv/columns'
import { quoteText } from '../csv/quote-text'
import { readCell } from '../csv/read-cell'
import type { SheetRow } from '../csv/read-sheet'
import { formatMoney, parseDollars } from '../rules/money'
import { foldCase } from '../text/rules/read-text'
import { DEAREST, HEAVIEST, LONGEST_SERVICE, POUNDS, type Column } from './price-columns'
import { formName, PRICE_FORMS } from './rules/price-forms'
import type { Price, PriceForm } from './rules/price-of'

export type PriceRow = Price & { line: number }

/** Only without errors are the rows a price list. */
export type ReadPrices = { rows: PriceRow[]; errors: LineError[]; warnings: LineError[] }

/** Reads the rows of a file as prices: what is wrong is said with its line, what should be looked at twice as a warning. */
export function readPrices(given: readonly SheetRow<Column>[]): ReadPrices {
  const errors: LineError[] = []
  const warnings: LineError[] = []
  const rows = given.flatMap((row) => readRow(row, errors) ?? [])
  checkTogether(rows, errors, warnings)
  return { rows, errors, warnings: [...warnings, ...(errors.length === 0 ? findCheaperSteps(rows) : [])] }
}

function readRow({ line, texts, isShort }: SheetRow<Column>, errors: LineError[]): PriceRow | null {
  const at = (column: Column) => texts[column] ?? ''
  const before = errors.length
  const refuse = (message: string) =>
    void errors.push({
      line,
      message:
        isShort && message.startsWith('Enter') ? `${message} This line has fewer cells than the header row.` : message,
    })

  const service = readCell('The service', at('Service'), LONGEST_SERVICE, refuse)
  if (service === '') refuse('Enter a service.')
  const form = readForm(at('Form'))
  if (!form) refuse(`The form is ${shown(at('Form'))}; it must be Letter, Large envelope, Parcel, or Stamp.`)

  const weight = readWeight(at('Up to (oz)'), at(POUNDS))
  const isWeightEmpty = weight.ok && weight.tenths === null
  if (form === 'stamp') {
    if (!isWeightEmpty) refuse('Leave the weight empty for stamps.')
  } else if (form && isWeightEmpty) refuse('Enter a maximum weight.')
  else if (!weight.ok) refuse(weight.message)

  // A cell is no longer than a price: what is, is looked at no further.
  const price = at('Price (USD)').length > 40 ? null : parseDollars(at('Price (USD)'))
  if (at('Price (USD)') === '') refuse('Enter a price.')
  else if (price === null)
    refuse(`The price is ${shown(at('Price (USD)'))}; it must be dollars and cents, such as 0.78.`)
  else if (price < 1 || price > DEAREST)
    refuse(`The price is ${formatMoney(price)}; it must be from $0.01 to ${formatMoney(DEAREST)}.`)

  return errors.length > before
    ? null
    : { line, service: service!, form: form!, upToTenths: weight.ok ? weight.tenths : null, price: price! }
}

const shown = (text: string) => (text === '' ? 'empty' : quoteText(text))

/** Other names of forms, as USPS's own lists have them. */
const ALSO: Record<string, PriceForm> = {
  flat: 'flat',
  flats: 'flat',
  package: 'parcel',
  packages: 'parcel',
  largeenvelope: 'flat',
  largeenvelopes: 'flat',
}

function readForm(text: string): PriceForm | undefined {
  const typed = normalizeHeader(text)
  return (
    ALSO[typed] ??
    PRICE_FORMS.find(({ form, one, many }) => [form, normalizeHeader(one), normalizeHeader(many)].includes(typed))?.form
  )
}

/** `tenths` of an ounce are null if both cells are empty. */
type ReadWeight = { ok: true; tenths: number | null } | { ok: false; message: string }

/** Reads a weight from one of the two cells. A cell may name its unit. */
function readWeight(ounces: string, pounds: string): ReadWeight {
  const refuse = (message: string) => ({ ok: false, message }) as const
  if (ounces === '' && pounds === '') return { ok: true, tenths: null }
  if (ounces !== '' && pounds !== '') return refuse('The weight is in both ounces and pounds. Leave one of them empty.')
  const typed = ounces || pounds
  const [, figure = typed, unit = ounces ? 'oz' : 'lb'] =
    /^(\S{1,12}) ?(oz|ounces?|lbs?|pounds?)\.?$/i.exec(typed.slice(0, 40)) ?? []
  const isOunces = /^o/i.test(unit)
  const tenths = isOunces ? tenthsOfOunces(figure) : tenthsOfPounds(figure)
  if (tenths === null) {
    return refuse(
      isOunces
        ? `The weight is ${shown(typed)}; it must be ounces with up to one decimal, such as 3.5.`
        : `The weight is ${shown(typed)}; it must be pounds that convert to whole tenths of an ounce, such as 2 or 0.5.`,
    )
  }
  return tenths >= 1 && tenths <= HEAVIEST
    ? { ok: true, tenths }
    : refuse(`The weight is ${shown(`${figure} ${isOunces ? 'oz' : 'lb'}`)}; it must be more than 0 and at most 70 lb.`)
}

function tenthsOfOunces(text: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d)0?)?$/.exec(text)
  return match ? Number(match[1]) * 10 + Number(match[2] ?? 0) : null
}

function tenthsOfPounds(text: string): number | null {
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text)
  if (!match) return null
  // In whole ten-thousandths of a pound, of which a tenth of an ounce has 62.5.
  const parts = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
  return parts % 62.5 === 0 ? parts / 62.5 : null
}

/** A service has one form, and one price for each weight; two that differ by their case are most likely one. */
function checkTogether(rows: readonly PriceRow[], errors: LineError[], warnings: LineError[]): void {
  const firsts = new Map<string, PriceRow>()
  const steps = new Map<string, PriceRow>()
  const spellings = new Map<string, PriceRow>()
  for (const row of rows) {
    const said = quoteText(row.service)
    const spelled = spellings.get(foldCase(row.service)) ?? row
    spellings.set(foldCase(row.service), spelled)
    const first = firsts.get(row.service) ?? row
    if (first === row && spelled.service !== row.service)
      warnings.push({
        line: row.line,
        message: `${said} here and ${quoteText(spelled.service)} in line ${spelled.line} differ only in capitalization.`,
      })
    firsts.set(row.service, first)
    if (first.form !== row.form) {
      errors.push({
        line: row.line,
        message: `${said} is a ${formName(row.form).toLowerCase()} here and a ${formName(first.form).toLowerCase()} in line ${first.line}.`,
      })
      continue
    }
    const step = `${row.upToTenths} ${row.service}`
    const same = steps.get(step)
    if (!same) steps.set(step, row)
    else
      errors.push({
        line: row.line,
        message: `${said} has a price ${row.upToTenths === null ? '' : 'for this weight '}in line ${same.line} already.`,
      })
  }
}

/** What weighs more and costs less is most likely a slip. */
function findCheaperSteps(rows: readonly PriceRow[]): LineError[] {
  const byService = new Map<string, PriceRow[]>()
  for (const row of rows) {
    const steps = byService.get(row.service)
    if (steps) steps.push(row)
    else byService.set(row.service, [row])
  }
  return [...byService.values()].flatMap((steps) => {
    const ordered = steps.toSorted((a, b) => (a.upToTenths ?? 0) - (b.upToTenths ?? 0))
    const cheaper = ordered.find((step, place) => place > 0 && step.price < ordered[place - 1]!.price)
    return cheaper
      ? [{ line: cheaper.line, message: `${cheaper.service} costs less here than for a lower weight.` }]
      : []
  })
}
