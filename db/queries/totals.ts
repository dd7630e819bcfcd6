import type { PendingQuery, Row } from 'postgres'
import type { Sql } from '../client'

/** So many rows of a history are read for its totals, so that they take the same time however long it is. */
export const TOTALS_READ = 50_000

type Fragment = PendingQuery<Row[]>

/**
 * Totals over a time of a history, exact; null where more than TOTALS_READ rows lie in it. Then they would have to be
 * read all, however few of them are chosen by something else than time.
 * @param rows the time's rows: `select … from …s where …`, with `created_at` as its index orders it
 * @param totals what they come to: `select … from read … where …`, the rows being called `read`
 */
export async function sumUpTo<Totals>(sql: Sql, rows: Fragment, totals: Fragment): Promise<Totals | null> {
  const [{ count, sums }] = await sql<[{ count: number; sums: Totals }]>`
    with read as materialized (${rows} order by created_at desc limit ${TOTALS_READ + 1})
    select (select count(*) from read) as count, to_jsonb(sums) as sums from (${totals}) sums`
  return count > TOTALS_READ ? null : sums
}
