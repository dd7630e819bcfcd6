import { runEvery } from '../run-every'
import { verifyNightly } from './verify-nightly'

/**
 * Has the ledger verified once a day: every ten minutes it is asked whether it is due. A start is no reason: a process that
 * restarts often should not read everything each time. Any number of processes may do so at once: one of them does it.
 */
export function startVerificationJob(): void {
  runEvery('verification', 10 * 60_000, verifyNightly, 'the ledger is verified')
}
