import type { Cursor } from '../../db/queries/cursor'
import type { ModeFilter } from '../../db/queries/in-mode'
import { isUuid } from '../../db/queries/is-uuid'
import { decodeCursor, encodeCursor } from './cursor'
import type { Call } from './endpoint'
import { succeed, refuse, type Checked, type Outcome } from './outcome'

const DEFAULT_LIMIT = 50
const LARGEST_LIMIT = 200

/** How the place of a row in its list is written into a cursor and read from one. */
export type Place<Row, After> = { write(row: Row): string; read(position: string): After | null }

type List<Row, After> = {
  name: string
  place: Place<Row, After>
  /** Up to `limit` rows after a place. `filter` is set where the address names a mode. */
  fetch(limit: number, after?: After, filter?: ModeFilter): Promise<Row[]>
  show(row: Row): unknown
}

/** One page of a list: `{data, next_cursor}`. */
export async function respondWithPage<Row, After>(call: Call, list: List<Row, After>): Promise<Outcome> {
  const { teamId } = call.principal
  const limit = readLimit(call.query)
  if (!limit.ok) return limit
  const cursor = readOnce(call.query, 'cursor')
  if (!cursor.ok) return cursor
  const filter = readMode(call)
  if (!filter.ok) return filter
  let after: After | undefined
  if (cursor.value !== undefined) {
    const position = decodeCursor(list.name, teamId, cursor.value)
    const place = position === null ? null : list.place.read(position)
    if (place === null) return badParameter('cursor', 'is not a cursor of this list.')
    after = place
  }
  // One extra row tells whether there is another page.
  const rows = await list.fetch(limit.value + 1, after, filter.value)
  const shown = rows.slice(0, limit.value)
  const last = rows.length > limit.value ? shown.at(-1) : undefined
  return succeed({
    data: shown.map((row) => list.show(row)),
    next_cursor: last === undefined ? null : encodeCursor(list.name, teamId, list.place.write(last)),
  })
}

/** The place of a row in a list that is newest first. */
export const byTime: Place<Cursor, Cursor> = {
  write: ({ position, id }) => `${position}:${id}`,
  read(text) {
    const [position = '', id = ''] = text.split(':')
    return /^\d{1,16}$/.test(position) && Number.isSafeInteger(Number(position)) && isUuid(id)
      ? { position: Number(position), id }
      : null
  },
}

/** Pages through a list that is short enough to be read whole; its rows are known by a name. */
export function pageOf<Row>(rows: Row[], nameOf: (row: Row) => string, limit: number, after?: string): Row[] {
  const start = after === undefined ? 0 : rows.findIndex((row) => nameOf(row) === after) + 1
  return rows.slice(start, start + limit)
}

function readLimit(query: URLSearchParams): Checked<number> {
  const given = readOnce(query, 'limit')
  if (!given.ok) return given
  if (given.value === undefined) return { ok: true, value: DEFAULT_LIMIT }
  const limit = /^[1-9]\d{0,2}$/.test(given.value) ? Number(given.value) : 0
  return limit >= 1 && limit <= LARGEST_LIMIT
    ? { ok: true, value: limit }
    : badParameter('limit', `must be a whole number from 1 to ${LARGEST_LIMIT}.`)
}

/** Only lists of what happened have a mode. */
function readMode({ query, hasMode }: Call): Checked<ModeFilter | undefined> {
  if (!hasMode) return { ok: true, value: undefined }
  const mode = readOnce(query, 'mode')
  if (!mode.ok) return mode
  if (mode.value === undefined) return { ok: true, value: undefined }
  return mode.value === 'test' ? { ok: true, value: { mode: 'test' } } : badParameter('mode', 'must be test.')
}

function readOnce(query: URLSearchParams, name: string): Checked<string | undefined> {
  const given = query.getAll(name)
  return given.length <= 1 ? { ok: true, value: given[0] } : badParameter(name, 'must be given once.')
}

function badParameter(field: string, what: string) {
  const message = `${field} ${what}`
  return refuse('invalid_request', { detail: message, errors: [{ field, code: 'invalid_request', message }] })
}
