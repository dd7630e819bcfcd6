import { startTimeSlice } from '../time-slice'
import type { LineError } from '../csv/import-state'
import { quoteText } from '../csv/quote-text'
import { readCell } from '../csv/read-cell'
import type { SheetRow } from '../csv/read-sheet'
import type { Column } from './columns'
import { LONGEST } from './rules/fields'

/** A row of the file. What the file has no column for is undefined: it stays as it is. */
export type CostAccountRow = {
  line: number
  code: string
  name: string
  description: string | undefined
  active: boolean | undefined
  /** By names, as the trade does, or by its code. */
  parent: { name: string; next: string; code: string } | undefined
}

export type ReadCostAccounts = { rows: CostAccountRow[]; errors: LineError[]; warnings: string[] }

const YES = new Set(['true', 't', 'active', 'yes', 'y', '1', 'on', 'enabled'])
const NO = new Set(['false', 'f', 'inactive', 'no', 'n', '0', 'off', 'disabled'])

/** Reads the rows of a file as cost accounts. Errors have their line, and omissions are warnings. */
export async function readCostAccounts(given: readonly SheetRow<Column>[]): Promise<ReadCostAccounts> {
  const slice = startTimeSlice()
  const errors: LineError[] = []
  const rows: CostAccountRow[] = []
  const seen = new Map<string, number>()
  let locked = 0
  for (const row of given) {
    if (slice.isOver()) await slice.yield()
    const read = readRow(row, errors)
    rows.push(read)
    if (row.texts.PasswordCode || YES.has((row.texts.PasswordEnabled ?? '').toLowerCase())) locked++
    const first = seen.get(read.code)
    if (first === undefined) seen.set(read.code, read.line)
    else if (read.code !== '')
      errors.push({
        line: read.line,
        message: `The code ${quoteText(read.code)} is in line ${first} already.${changedByExcel(read.code) ? ' Excel has changed both: write the column as text.' : ''}`,
      })
  }
  const warnings =
    locked === 0
      ? []
      : [
          `Cost accounts have no passwords here: those of ${locked.toLocaleString('en-US')} ${locked === 1 ? 'row are' : 'rows are'} left out.`,
        ]
  return { rows, errors, warnings }
}

function readRow({ line, texts, isShort }: SheetRow<Column>, errors: LineError[]): CostAccountRow {
  const refuse = (message: string) => void errors.push({ line, message })
  const read = (what: string, text: string, longest: number) => readCell(`The ${what}`, text, longest, refuse)
  const name = read('name', texts.Name ?? '', LONGEST.name)
  if (name === '') refuse(isShort ? 'Enter a name. This line has fewer cells than the header row.' : 'Enter a name.')
  const code = (texts.Code ? read('code', texts.Code, LONGEST.code) : '') || name || ''
  const description =
    texts.Description === undefined ? undefined : (read('description', texts.Description, LONGEST.description) ?? '')
  const above = [texts.ParentName, texts.NextParentName, texts.ParentCode]
  const [parent, next, parentCode] = above.map((text, place) =>
    text ? (read(PARENTS[place]!, text, LONGEST.name) ?? '') : '',
  )
  const names = [parent, next].filter(Boolean)
  return {
    line,
    code,
    name: name ?? '',
    description,
    active: readStatus(texts, refuse),
    parent: above.every((each) => each === undefined)
      ? undefined
      : { name: names[0] ?? '', next: names[1] ?? '', code: parentCode! },
  }
}

const PARENTS = ['name of the parent', 'name of the next parent', 'code of the parent']

function readStatus(
  { Status, Inactive }: SheetRow<Column>['texts'],
  refuse: (message: string) => void,
): boolean | undefined {
  const [active, inactive] = [Status, Inactive].map((text) => {
    const findings = (text ?? '').toLowerCase()
    return YES.has(findings) ? true : NO.has(findings) ? false : findings === '' ? undefined : null
  })
  if (active === null)
    refuse(`The status is ${quoteText(Status!)}; it has to be TRUE or FALSE, active or inactive, yes or no, 1 or 0.`)
  if (inactive === null) refuse(`Inactive is ${quoteText(Inactive!)}; it has to be TRUE or FALSE, yes or no, 1 or 0.`)
  if (typeof active === 'boolean' && active === inactive)
    refuse(`Status says ${quoteText(Status!)} and Inactive says ${quoteText(Inactive!)}: they do not go together.`)
  return active ?? (typeof inactive === 'boolean' ? !inactive : undefined)
}

/** Explains whether Excel has changed a text: a long number, a code that looks like a date, or a failed formula. */
export function changedByExcel(text: string): string | null {
  const shown = text.slice(0, 40)
  if (/^[+-]?\d(?:[.,]\d{1,20})?E[+-]\d{1,3}$/i.test(shown)) return 'a longer number'
  if (
    /^(?:\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/i.test(
      shown,
    )
  )
    return 'a code such as 3-4 or MAR1'
  return /^#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!|#+)$/i.test(shown) ? 'something else' : null
}
