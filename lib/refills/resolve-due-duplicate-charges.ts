import { database } from '../../db/client'
import { readDatabaseTime } from '../../db/queries/database-time'
import { claimAll } from '../claim-all'
import { log } from '../log'
import { isOtherMode } from '../payments/adopt-mode'
import { cardProcessor } from '../payments/processor'
import { runEvery } from '../run-every'
import { recordCharge } from './record-charge'

type Due = { teamId: number; refillId: string; charge: string; remaining: number; attempt: number }

/**
 * Takes the second payments for refills that were charged before, and sends each back to its card, all of it and once.
 * Returns how many there were. Any number of processes may call it.
 */
export function resolveDueDuplicateCharges(): Promise<number> {
  return claimAll(
    (limit) => database().sql<Due[]>`
    select team_id as "teamId", refill_id as "refillId", charge, remaining, attempt from claim_due_duplicate_charges(${limit})`,
    resolve,
  )
}

async function resolve({ teamId, refillId, charge, remaining, attempt }: Due): Promise<void> {
  try {
    const { refund, books } = cardProcessor()
    if (books === null || (await isOtherMode(teamId))) return
    await refund({ idempotencyKey: `duplicate-${charge}-${attempt}`, charge, amount: remaining })
    // Somebody may have refunded a part in the dashboard, or the cardholder may have disputed it: its books tell.
    const readAt = await readDatabaseTime()
    const read = await books.readCharge(charge)
    if (!read.ok) log.warn({ ...read.facts, refillId }, 'the processor has not said what became of a second payment')
    else if (read.value) await recordCharge(read.value, readAt)
  } catch (error) {
    log.error({ err: error, teamId, refillId }, 'could not send a second payment back')
  }
}

/** Sends second payments back every 20 seconds. Any number of processes may do so at once. */
export function startDuplicateChargeJob(): void {
  runEvery('second payment', 20_000, resolveDueDuplicateCharges, 'second payments are sent back')
}
