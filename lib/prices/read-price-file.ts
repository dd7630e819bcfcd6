import type { LineError } from '../csv/import-state'
import { readTable, type CsvRow } from '../csv/read-table'
import { formatMoney, parseDollars } from '../money'
import { COLUMNS, DEAREST, HEAVIEST, LONGEST_SERVICE, MOST_PRICES, POUNDS, type Column } from './price-columns'
import { formName, PRICE_FORMS } from './price-forms'
import type { Price, PriceForm } from './price-of'

export type PriceRow = Price & { line: number }

export type ReadPriceFile =
  /** Only without errors are the rows a price list. */
  | { ok: true; rows: PriceRow[]; errors: LineError[]; warnings: string[] }
  | { ok: false; message: string }

/** Reads a file of prices row by row: what is wrong is said with its line, what should be looked at twice as a warning. */
export function readPriceFile(csv: string): ReadPriceFile {
  const table = readTable(csv)
  if (!table.ok) return table
  const [heads, ...given] = table.rows
  if (!heads) return { ok: false, message: 'The file is empty.' }
  const { places, unknown, repeated } = findColumns(heads)
  if (repeated) return { ok: false, message: `The column ${repeated} is there twice.` }
  const missing = COLUMNS.filter((column) => places[column] === undefined && !(column === 'Up to (oz)' && places[POUNDS] !== undefined))
  if (missing.length > 0) {
    return { ok: false, message: `The first line has to name the columns: ${COLUMNS.join(', ')}. It does not name ${missing.join(' and ')}.` }
  }
  if (given.length === 0) return { ok: false, message: 'The file has a line with the columns and no price under it.' }
  if (given.length > MOST_PRICES) {
    return { ok: false, message: `The file has ${given.length.toLocaleString('en-US')} prices; a list has ${MOST_PRICES.toLocaleString('en-US')} at most.` }
  }
  const errors: LineError[] = []
  const rows = given.flatMap((row) => readRow(row, places, errors) ?? [])
  checkTogether(rows, errors)
  const warnings = unknown.map((name) => `The column ${name} is not known here and is left out.`)
  return { ok: true, rows, errors, warnings: [...warnings, ...(errors.length === 0 ? findCheaperSteps(rows) : [])] }
}

type Places = Partial<Record<Column, number>>

function findColumns({ cells }: CsvRow): { places: Places; unknown: string[]; repeated: string | null } {
  const places: Places = {}
  const unknown: string[] = []
  let repeated: string | null = null
  for (const [place, head] of cells.entries()) {
    const column = [...COLUMNS, POUNDS].find((each) => each.toLowerCase() === head.toLowerCase()) as Column | undefined
    if (!column) {
      if (head !== '') unknown.push(head.slice(0, 40))
    } else if (places[column] !== undefined) repeated = column
    else places[column] = place
  }
  return { places, unknown, repeated }
}

function readRow({ line, cells }: CsvRow, places: Places, errors: LineError[]): PriceRow | null {
  const at = (column: Column) => cells[places[column] ?? -1] ?? ''
  const before = errors.length
  const refuse = (message: string) => void errors.push({ line, message })

  const service = at('Service')
  if (service === '') refuse('Enter a service.')
  else if ([...service].length > LONGEST_SERVICE) refuse(`The service may have ${LONGEST_SERVICE} characters at most.`)
  else if (/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(service)) refuse('The service has a line break or another character that cannot be kept.')

  const form = readForm(at('Form'))
  if (!form) refuse(`The form is ${shown(at('Form'))}; it has to be Letter, Large envelope, Parcel or Stamp.`)

  const [ounces, pounds] = [at('Up to (oz)'), at(POUNDS)]
  const weight = readWeight(ounces, pounds)
  if (form === 'stamp') {
    if (weight !== null) refuse('Stamps are counted, not weighed: leave the weight empty.')
  } else if (form && weight === null) refuse('Enter the most that it may weigh.')
  else if (typeof weight === 'string') refuse(weight)

  const price = parseDollars(at('Price (USD)'))
  if (at('Price (USD)') === '') refuse('Enter a price.')
  else if (price === null) refuse(`The price is ${shown(at('Price (USD)'))}; it has to be dollars and cents, such as 0.78.`)
  else if (price < 1 || price > DEAREST) refuse(`The price is ${formatMoney(price)}; it has to be from $0.01 to ${formatMoney(DEAREST)}.`)

  return errors.length > before ? null : { line, service, form: form!, upToTenths: weight as number | null, price: price! }
}

const shown = (text: string) => (text === '' ? 'empty' : text.slice(0, 20))

function readForm(text: string): PriceForm | undefined {
  const typed = text.toLowerCase()
  return PRICE_FORMS.find(({ form, one, many }) => [form, one.toLowerCase(), many.toLowerCase()].includes(typed))?.form
}

/** Tenths of an ounce; null where there is no weight; in words what is wrong with it. */
function readWeight(ounces: string, pounds: string): number | null | string {
  if (ounces === '' && pounds === '') return null
  if (ounces !== '' && pounds !== '') return 'The weight is given in ounces and in pounds: leave one of them empty.'
  const tenths = ounces !== '' ? tenthsOfOunces(ounces) : tenthsOfPounds(pounds)
  if (tenths === null) {
    return ounces !== ''
      ? `The weight is ${shown(ounces)}; it has to be ounces with one decimal at most, such as 3.5.`
      : `The weight is ${shown(pounds)}; it has to be pounds that make whole tenths of an ounce, such as 2 or 0.5.`
  }
  return tenths >= 1 && tenths <= HEAVIEST ? tenths : `The weight is ${ounces ? `${shown(ounces)} oz` : `${shown(pounds)} lb`}; it has to be more than nothing and at most 70 lb.`
}

function tenthsOfOunces(text: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d))?$/.exec(text)
  return match ? Number(match[1]) * 10 + Number(match[2] ?? 0) : null
}

function tenthsOfPounds(text: string): number | null {
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text)
  if (!match) return null
  // In whole ten-thousandths of a pound, of which a tenth of an ounce has 62.5.
  const parts = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
  return parts % 62.5 === 0 ? parts / 62.5 : null
}

/** A service has one form, and one price for each weight. */
function checkTogether(rows: readonly PriceRow[], errors: LineError[]): void {
  const firsts = new Map<string, PriceRow>()
  const steps = new Map<string, PriceRow>()
  for (const row of rows) {
    const first = firsts.get(row.service) ?? row
    firsts.set(row.service, first)
    if (first.form !== row.form) {
      errors.push({ line: row.line, message: `${row.service} is a ${formName(row.form).toLowerCase()} here and a ${formName(first.form).toLowerCase()} in line ${first.line}.` })
      continue
    }
    const step = `${row.upToTenths} ${row.service}`
    const same = steps.get(step)
    if (!same) steps.set(step, row)
    else errors.push({ line: row.line, message: `${row.service} has a price ${row.upToTenths === null ? '' : 'for this weight '}in line ${same.line} already.` })
  }
}

/** What weighs more and costs less is most likely a slip. */
function findCheaperSteps(rows: readonly PriceRow[]): string[] {
  const byService = new Map<string, PriceRow[]>()
  for (const row of rows) byService.set(row.service, [...(byService.get(row.service) ?? []), row])
  return [...byService.values()].flatMap((steps) => {
    const ordered = steps.toSorted((a, b) => (a.upToTenths ?? 0) - (b.upToTenths ?? 0))
    const cheaper = ordered.find((step, place) => place > 0 && step.price < ordered[place - 1]!.price)
    return cheaper ? [`Line ${cheaper.line}: ${cheaper.service} costs less here than for a lower weight.`] : []
  })
}
