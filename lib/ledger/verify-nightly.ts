import { database } from '../../db/client'
import { findVerification } from '../../db/queries/ledger-state'
import { log } from '../log'
import { runEvery } from '../run-every'

/**
 * Verifies the whole ledger if today's verification has not run yet (`verify_and_record` decides, by the database's
 * clock), and logs differences as errors. Returns whether this call verified it. Several processes can call it at once.
 */
export async function verifyNightly(): Promise<boolean> {
  // Everything is read, which can take long. In one simple query each statement gets its own timeout.
  const [, [row]] = await database().sql.unsafe<[unknown[], [{ id: number | null }]]>(
    "set local statement_timeout = '1h'; select verify_and_record() as id",
  )
  if (row.id === null) return false
  const { problems, teams, entries, startedAt, finishedAt } = await findVerification(row.id)
  const result = { teams, entries, milliseconds: finishedAt.getTime() - startedAt.getTime() }
  if (problems.length === 0) log.info(result, 'the ledger is verified: all is well')
  else
    log.error({ ...result, differences: problems.length, first: problems.slice(0, 20) }, 'the ledger has differences')
  return true
}

/**
 * Starts the daily verification of the ledger. Every ten minutes it checks whether a verification is due. It does not
 * verify at start, because a process that restarts often would read everything each time. Several processes can run it:
 * one of them verifies.
 */
export function startVerificationJob(): void {
  runEvery('verification', 10 * 60_000, verifyNightly, 'the ledger is verified')
}
