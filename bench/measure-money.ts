import { openDatabase } from '../db/client'
import type { Bench } from './bench'
import type { BenchDatabase } from './bench-database'
import type { Candidate } from './candidate'
import { median, medianRatio } from './median'
import { prepareMoneyCandidates } from './money-candidates'
import { mustVerify } from './must-verify'
import type { Row } from './report'
import { runClients, type Client } from './run-clients'

const LOADS = [1, 8, 20]
const WARM_UP_MS = 2_000

/** Moves of money beside their yardsticks, in short rounds by turns: noise of the machine meets all alike. */
export async function measureMoney({ database, rounds, seconds }: Bench): Promise<Row[]> {
  const candidates = await prepareMoneyCandidates(database.owner.sql)
  const connections = connectClients(database, Math.max(...LOADS))
  try {
    const clientsOf = (candidate: Candidate): Client[] =>
      connections[candidate.login].map(
        ({ sql }) =>
          async () =>
            void (await candidate.move(sql)),
      )
    // Connects, prepares, and settles: the first second after a checkpoint writes whole pages to the log.
    for (const candidate of candidates) await runClients(clientsOf(candidate), WARM_UP_MS)
    // What autovacuum does within a minute, so that it does not happen in the middle.
    await database.owner.sql`analyze`

    const measured = new Map<string, number[]>()
    for (let round = 0; round < rounds; round++) {
      for (const load of LOADS) {
        for (const candidate of candidates) {
          const figure = await runClients(clientsOf(candidate).slice(0, load), seconds * 1000)
          const key = `${candidate.name} ${load}`
          measured.set(key, [...(measured.get(key) ?? []), figure])
        }
      }
    }
    await mustVerify(database)
    const figures = (candidate: Candidate, load: number) => measured.get(`${candidate.name} ${load}`)!
    return LOADS.flatMap((load) =>
      candidates.map((candidate) => ({
        name: candidate.name,
        load: load === 1 ? '1 client' : `${load} clients`,
        perSecond: median(figures(candidate, load)),
        comparisons: candidate.beside.map(({ column, yardstick, goal }) => ({
          yardstick: column,
          ratio: medianRatio(figures(candidate, load), figures(yardstick, load)),
          goal: goal?.clients === load ? goal.least : null,
        })),
      })),
    )
  } finally {
    await Promise.all(
      Object.values(connections)
        .flat()
        .map((one) => one.close()),
    )
  }
}

/** A connection for each client and login. */
function connectClients({ ownerUrl, appUrl }: BenchDatabase, count: number) {
  const connect = (url: string) => Array.from({ length: count }, () => openDatabase(url, 1))
  return { owner: connect(ownerUrl), application: connect(appUrl) }
}
