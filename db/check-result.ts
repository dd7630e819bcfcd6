/**
 * The database returned something that cannot be the result of this query: other columns, or a value of another type
 * than its column. Something between us and the database mixes up results. Nothing of such a result is used.
 */
export class UnexpectedResult extends Error {
  override name = 'UnexpectedResult'
  readonly code = 'UNEXPECTED_RESULT'
}

type Column = { name: string; type: number }
type Answered = { statement: { string: string; columns: Column[] | null } | null }

/** The columns that each text has answered with. Names follow from the text, so they are the same as long as it is. */
const columnsOf = new Map<string, string>()
/** Lists of values make many texts; the shapes of those that are asked again are soon known again. */
const MOST_TEXTS = 2_000

/** Statements of the driver whose columns have been compared; it keeps one for each text and connection. */
const compared = new WeakSet<object>()

/** Refuses the answer where its columns are not those that the same text was answered with before. */
export function checkColumns({ statement }: Answered): void {
  if (!statement?.columns || compared.has(statement)) return
  const columns = statement.columns.map(({ name }) => name).join('\0')
  const before = columnsOf.get(statement.string)
  if (before !== undefined && before !== columns) {
    throw new UnexpectedResult(`A query was answered with the columns ${show(columns)} instead of ${show(before)}.`)
  }
  if (before === undefined) {
    if (columnsOf.size >= MOST_TEXTS) columnsOf.clear()
    columnsOf.set(statement.string, columns)
  }
  compared.add(statement)
}

const show = (columns: string) => columns.replaceAll('\0', ', ') || '(none)'

/** Codes of Node's for reading beyond the end of a message: the row has fewer values than its query has columns. */
const beyondTheEnd = new Set(['ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS'])

/** Whether the driver fell over an answer because it could not be this query's. */
export function isUnexpectedResult(error: unknown, { statement }: Answered): boolean {
  if (error instanceof SyntaxError) return true
  // Rows before any columns.
  if (error instanceof TypeError) return statement !== null && statement.columns === null
  return beyondTheEnd.has((error as { code?: string }).code ?? '')
}

/** A type whose values are refused where the text from the database is not one of them. */
function strict<T>(
  from: number[],
  parse: (text: string) => T | undefined,
  to: number,
  serialize: (value: never) => string,
) {
  return {
    to,
    from,
    serialize,
    parse(text: string): T {
      const value = parse(text)
      if (value === undefined)
        throw new UnexpectedResult(`A query was answered with a value that is not of its column’s type (${from[0]}).`)
      return value
    },
  }
}

const number = (text: string) =>
  text === '' || (Number.isNaN(Number(text)) && text !== 'NaN') ? undefined : Number(text)
const date = (text: string) => {
  const value = new Date(text)
  return Number.isNaN(value.getTime()) ? undefined : value
}
const asText = (value: unknown) => String(value)

/** How values arrive: `bigint` as a number, and none that is not what its column says. */
export const strictTypes = {
  bigint: strict(
    [20],
    (text) => (Number.isSafeInteger(Number(text)) && text !== '' ? Number(text) : undefined),
    20,
    asText,
  ),
  number: strict([21, 23, 26, 700, 701], number, 0, asText),
  boolean: strict(
    [16],
    (text) => (text === 't' ? true : text === 'f' ? false : undefined),
    16,
    (value) => (value === true ? 't' : 'f'),
  ),
  date: strict([1082, 1114, 1184], date, 1184, (value: Date | string) =>
    (value instanceof Date ? value : new Date(value)).toISOString(),
  ),
  bytea: strict(
    [17],
    (text) => (/^\\x[0-9a-f]*$/.test(text) ? Buffer.from(text.slice(2), 'hex') : undefined),
    17,
    (value: Buffer) => `\\x${Buffer.from(value).toString('hex')}`,
  ),
  uuid: strict([2950], (text) => (/^[0-9a-f-]{36}$/.test(text) ? text : undefined), 2950, asText),
}

/**
 * Returns the only row of a query that must return exactly one. Throws for any other number of rows, and for a row that
 * `isRight` does not accept as the result of this request. Used for authentication and money.
 */
export function onlyRow<Row>(rows: readonly Row[], isRight: (row: Row) => boolean): Row {
  const [row] = rows
  if (rows.length !== 1 || row === undefined || !isRight(row))
    throw new UnexpectedResult('A query was answered with what is not its row.')
  return row
}
