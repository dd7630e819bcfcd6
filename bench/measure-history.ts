import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Bench } from './bench'
import { sessionHeaders } from './create-reader'
import { createHistoryTeam } from './history-team'
import { measureRequests } from './measure-requests'
import type { Row } from './report'
import type { Target } from './run-requests'
import { startCopy } from './start-copy'

const ROWS = 50
const GOAL = 0.5

/** The History screen, signed in, beside a dynamic page of the same build that shows the same rows from memory. */
export async function measureHistory({ database, buildCopy, rounds, seconds }: Bench): Promise<Row[]> {
  const team = await createHistoryTeam(database.owner.sql, ROWS)
  const rowsFile = path.join(database.folder, 'rows.json')
  writeFileSync(rowsFile, JSON.stringify(team.newest))
  const server = await startCopy(await buildCopy(), database, { BENCH_ROWS: rowsFile })
  try {
    const headers = sessionHeaders(team.session(server.url))
    const yardstick = { name: `${ROWS} rows from memory`, url: `${server.url}/yardstick`, status: 200 }
    const history = { name: 'History', url: `${server.url}/history/postage`, status: 200, headers, goal: GOAL }
    for (const page of [yardstick, history])
      await mustShow(
        page,
        team.newest.map(({ reference }) => reference),
      )
    return await measureRequests(yardstick, [history], rounds, seconds)
  } finally {
    await server.stop()
  }
}

/** A page that redirects or fails is fast, too: both have to show all the rows. */
async function mustShow({ name, url, headers }: Target, references: string[]): Promise<void> {
  const response = await fetch(url, { headers: headers?.(), redirect: 'manual' })
  const html = await response.text()
  const missing = references.filter((reference) => !html.includes(reference))
  if (response.status !== 200 || missing.length > 0) {
    throw new Error(`${name} answers ${response.status} and lacks ${missing.length} of ${references.length} rows.`)
  }
}
