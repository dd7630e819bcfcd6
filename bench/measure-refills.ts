import { verifyLedger } from '../lib/ledger/verify-ledger'
import type { BenchDatabase } from './bench-database'
import { median } from './median'
import { prepareRefillCandidates, type Candidate } from './refill-candidates'
import type { Row } from './report'
import { runClients, type Client } from './run-clients'

const LOADS = [1, 8, 20]
const WARM_UP_MS = 2_000
/** The load that the goals are set for. */
const GOAL_LOAD = 8

/** Refills on one hot team beside the plain pair, in short rounds by turns: noise of the machine meets all alike. */
export async function measureRefills(database: BenchDatabase, rounds: number, milliseconds: number): Promise<Row[]> {
  const { candidates, close } = await prepareRefillCandidates(database)
  try {
    const measured = new Map<string, number[]>()
    const clients = new Map<Candidate, Client[]>()
    for (const candidate of candidates) {
      clients.set(candidate, await Promise.all(Array.from({ length: Math.max(...LOADS) }, candidate.connect)))
      // Connects, prepares, and settles: the first second after a checkpoint writes whole pages to the log.
      await runClients(clients.get(candidate)!, WARM_UP_MS)
    }
    // What autovacuum does within a minute. Until then plans are made without statistics, and the one behind the foreign
    // key from transfers to refills picks the history index.
    await database.owner.sql`analyze`
    for (let round = 0; round < rounds; round++) {
      for (const load of LOADS) {
        for (const candidate of candidates) {
          const figure = await runClients(clients.get(candidate)!.slice(0, load), milliseconds)
          const key = `${candidate.name} ${load}`
          measured.set(key, [...(measured.get(key) ?? []), figure])
        }
      }
    }
    const figure = (candidate: Candidate, load: number) => median(measured.get(`${candidate.name} ${load}`)!)
    const [plain] = candidates
    await mustVerify()
    return LOADS.flatMap((load) => candidates.map((candidate) => ({
      name: candidate.name,
      load: load === 1 ? '1 client' : `${load} clients`,
      perSecond: figure(candidate, load),
      yardstick: candidate === plain ? null : figure(plain, load),
      goal: load === GOAL_LOAD ? candidate.goal : null,
    })))
  } finally {
    await close()
  }
}

async function mustVerify(): Promise<void> {
  const differences = await verifyLedger()
  if (differences.length > 0) {
    throw new Error(`The ledger does not verify:\n${differences.map(({ problem }) => problem).join('\n')}`)
  }
}
