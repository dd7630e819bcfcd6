import type { Sql } from '../db/client'
import type { Bench } from './bench'
import { createReader, sessionCookie, sessionHeaders } from './create-reader'
import { measureRequests } from './measure-requests'
import type { Row } from './report'
import { seedTeam } from './seed-team'
import { startCopy } from './start-copy'

/** A page deep in a history takes no more than 1.2 times the first. */
const GOAL = 1 / 1.2

/** The first page of the balance and of both histories, a page in the middle of them, and the page of a history of one row. */
export async function measureLength({ database, buildCopy, rounds, seconds, rows }: Bench): Promise<Row[]> {
  const { sql } = database.owner
  const long = await seedTeam(database, 'long', { labels: rows, refills: rows })
  const short = await seedTeam(database, 'short', { labels: 1, refills: 1 })
  await sql.unsafe('analyze')
  const readers = { long: await createReader(sql, long), short: await createReader(sql, short) }
  const server = await startCopy(await buildCopy(), database, {})
  try {
    const measured: Row[] = []
    for (const { name, path, deep } of await listScreens(sql, long)) {
      const target = (what: string, address: string, reader: { sessionToken: string }) => ({
        name: `${name}, ${what}`,
        url: server.url + address,
        status: 200,
        headers: sessionHeaders(sessionCookie(server.url, reader.sessionToken)),
      })
      const first = target('first page', path, readers.long)
      measured.push(
        ...(await measureRequests(
          first,
          [
            { ...target('page in the middle', `${path}?${deep}`, readers.long), goal: GOAL },
            { ...target('of one row', path, readers.short), goal: null },
          ],
          rounds,
          seconds,
        )),
      )
    }
    return measured
  } finally {
    await server.stop()
  }
}

async function listScreens(sql: Sql, team: number) {
  const middle = async (table: 'refills' | 'labels') => {
    const [row] = await sql<[{ at: string }]>`
      select (extract(epoch from created_at) * 1000000)::bigint || '.' || id as at from ${sql(table)}
      where team_id = ${team} and created_at <= 'infinity' order by created_at desc, id desc
      offset (select count(*) / 2 from ${sql(table)} where team_id = ${team}) limit 1`
    return `after=${row.at}`
  }
  const [{ seq }] = await sql<
    [{ seq: number }]
  >`select seq / 2 as seq from ledger_accounts where team_id = ${team} and kind = 'postage'`
  return [
    { name: 'Balance', path: '/balance', deep: `before=${seq}` },
    { name: 'Postage history', path: '/history/postage', deep: await middle('refills') },
    { name: 'Label history', path: '/history/labels', deep: await middle('labels') },
  ]
}
