import type { LineError } from '../csv/import-state'
import { readTable, type CsvRow } from '../csv/read-table'
import { checkCostAccount } from './check-cost-account'
import { COLUMNS, MOST_ROWS, type Column } from './columns'

/** A row of the file. What the file has no column for is undefined: it stays as it is. */
export type CostAccountRow = {
  line: number
  code: string
  name: string
  description: string | undefined
  active: boolean | undefined
  parent: { name: string; next: string } | undefined
}

export type ReadCostAccounts =
  | { ok: true; rows: CostAccountRow[]; errors: LineError[]; warnings: string[] }
  | { ok: false; message: string }

const STATUS: Record<string, boolean | undefined> = { TRUE: true, ACTIVE: true, FALSE: false, INACTIVE: false }

/** Reads a file of cost accounts row by row: what is wrong is said with its line, what is left out as a warning. */
export function readCostAccounts(csv: string): ReadCostAccounts {
  const table = readTable(csv)
  if (!table.ok) return table
  const [heads, ...given] = table.rows
  if (!heads) return { ok: false, message: 'The file is empty.' }
  if (given.length > MOST_ROWS) {
    return { ok: false, message: `The file has ${given.length.toLocaleString('en-US')} rows; ${MOST_ROWS.toLocaleString('en-US')} can be imported at once. Split it into several files, parents first.` }
  }
  const { places, unknown, repeated } = findColumns(heads)
  if (repeated) return { ok: false, message: `The column ${repeated} is there twice.` }
  if (places.Name === undefined) {
    return { ok: false, message: `The first line has to name the columns, and Name has to be one of them: ${COLUMNS.join(',')}` }
  }
  if (given.length === 0) return { ok: false, message: 'The file has a line with the columns and nothing under it.' }

  const errors: LineError[] = []
  const rows = given.map((row) => readRow(row, places, errors))
  const warnings = unknown.map((name) => `The column ${name} is not known here and is left out.`)
  const locked = given.filter(({ cells }) => at(cells, places.PasswordCode) || at(cells, places.PasswordEnabled)?.toUpperCase() === 'TRUE').length
  if (locked > 0) warnings.push(`Cost accounts have no passwords here: those of ${locked.toLocaleString('en-US')} ${locked === 1 ? 'row are' : 'rows are'} left out.`)
  const seen = new Map<string, number>()
  for (const { code, line } of rows) {
    const first = seen.get(code)
    if (first === undefined) seen.set(code, line)
    else errors.push({ line, message: `The code ${code} is in line ${first} already.` })
  }
  return { ok: true, rows, errors, warnings }
}

type Places = Partial<Record<Column, number>>

const at = (cells: string[], place: number | undefined) => (place === undefined ? undefined : (cells[place] ?? ''))

function findColumns({ cells }: CsvRow): { places: Places; unknown: string[]; repeated: string | null } {
  const places: Places = {}
  const unknown: string[] = []
  let repeated: string | null = null
  for (const [place, head] of cells.entries()) {
    const column = COLUMNS.find((each) => each.toLowerCase() === head.toLowerCase())
    if (!column) {
      if (head !== '') unknown.push(head.slice(0, 40))
    } else if (places[column] !== undefined) repeated = column
    else places[column] = place
  }
  return { places, unknown, repeated }
}

function readRow({ line, cells }: CsvRow, places: Places, errors: LineError[]): CostAccountRow {
  const name = at(cells, places.Name) ?? ''
  const code = at(cells, places.Code) || name
  const description = at(cells, places.Description)
  const status = at(cells, places.Status)?.toUpperCase() || undefined
  for (const { message } of checkCostAccount({ name, code, description: description ?? '' })) errors.push({ line, message })
  if (status !== undefined && STATUS[status] === undefined) {
    errors.push({ line, message: `The status is ${status.slice(0, 20)}; it has to be TRUE or FALSE.` })
  }
  const above = [at(cells, places.ParentName), at(cells, places.NextParentName)]
  const [parent = '', next = ''] = above.filter(Boolean)
  return {
    line, code, name, description,
    active: status === undefined ? undefined : STATUS[status],
    parent: above.every((each) => each === undefined) ? undefined : { name: parent, next },
  }
}
