import { writeFileSync } from 'node:fs'
import path from 'node:path'
import autocannon from 'autocannon'
import type { BenchDatabase } from './bench-database'
import { buildCopy, removeCopy } from './build-copy'
import { createHistoryTeam } from './history-team'
import { median } from './median'
import type { Row } from './report'
import { startCopy } from './start-copy'

const ROWS = 50
const CONNECTIONS = 8
const GOAL = 0.5
const WARM_UP_SECONDS = 2

type Page = { name: string; url: string; headers: Record<string, string>; goal: number | null }

/** The History screen, signed in, beside a dynamic page of the same build that shows the same rows from memory. */
export async function measureHistory(root: string, database: BenchDatabase, rounds: number, seconds: number): Promise<Row[]> {
  const team = await createHistoryTeam(database.owner.sql, ROWS)
  const rowsFile = path.join(database.folder, 'rows.json')
  writeFileSync(rowsFile, JSON.stringify(team.newest))
  const copy = await buildCopy(root)
  const server = await startCopy(root, copy, database, rowsFile)
  try {
    // The name that lib/auth/session-cookie.ts gives it where people come by http.
    const cookie = `indicia.${new URL(server.url).port}.session=${team.sessionToken}`
    const pages: Page[] = [
      { name: `${ROWS} rows from memory`, url: `${server.url}/yardstick`, headers: {}, goal: null },
      { name: 'History', url: `${server.url}/history/postage`, headers: { cookie }, goal: GOAL },
    ]
    for (const page of pages) {
      await mustShow(page, team.newest.map(({ reference }) => reference))
      await load(page, WARM_UP_SECONDS)
    }
    const measured = pages.map(() => [] as number[])
    for (let round = 0; round < rounds; round++) {
      for (const [index, page] of pages.entries()) measured[index]!.push(await load(page, seconds))
    }
    const [yardstick] = measured.map(median)
    return pages.map(({ name, goal }, index) => ({
      name, load: `${CONNECTIONS} connections`, perSecond: median(measured[index]!),
      yardstick: index === 0 ? null : yardstick!, goal,
    }))
  } finally {
    await server.stop()
    removeCopy(root)
  }
}

/** A page that redirects or fails is fast, too: both have to show all the rows. */
async function mustShow({ name, url, headers }: Page, references: string[]): Promise<void> {
  const response = await fetch(url, { headers, redirect: 'manual' })
  const html = await response.text()
  const missing = references.filter((reference) => !html.includes(reference))
  if (response.status !== 200 || missing.length > 0) {
    throw new Error(`${name} answers ${response.status} and lacks ${missing.length} of ${references.length} rows.`)
  }
}

async function load({ name, url, headers }: Page, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds })
  if (result.errors > 0 || result.non2xx > 0) throw new Error(`${name}: ${result.errors + result.non2xx} requests failed.`)
  return result.requests.total / result.duration
}
