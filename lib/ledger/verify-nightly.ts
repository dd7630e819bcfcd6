import { database } from '../../db/client'
import { findVerification } from '../../db/queries/ledger-state'
import { log } from '../log'
import { runEvery } from '../run-every'

/**
 * Verifies the whole ledger where today's turn has not been taken yet (`verify_and_record` decides, by the database's
 * clock) and logs what differs as an error. Returns whether it was this call that did. Any number of processes may call.
 */
export async function verifyNightly(): Promise<boolean> {
  // Everything is read, which may take long. As one simple query: each statement in it has the time-out of its own moment.
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
 * Has the ledger verified once a day: every ten minutes it is asked whether it is due. A start is no reason: a process that
 * restarts often should not read everything each time. Any number of processes may do so at once: one of them does it.
 */
export function startVerificationJob(): void {
  runEvery('verification', 10 * 60_000, verifyNightly, 'the ledger is verified')
}
