import type { Sql } from '../client'

/** A row's place in a list by time: microseconds since 1970 of its time, and its id. */
export type Cursor = { position: number; id: string }

/** Where a page of a list begins: next to a row, towards older or newer ones. */
export type PagePlace = Cursor & { direction: 'older' | 'newer' }

/** The place as rows are compared with it: `(l.created_at, l.id) < …`. */
export const placeOf = (sql: Sql, { position, id }: Cursor) => sql`
  (timestamptz 'epoch' + ${position}::bigint * interval '1 microsecond', ${id}::uuid)`
