import { database } from '../../db/client'
import { readDatabaseTime } from '../../db/queries/database-time'
import { claimAll } from '../claim-all'
import { log } from '../log'
import { runEvery } from '../run-every'
import type { RefundOutcome } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'
import { isOtherMode } from '../payments/adopt-mode'
import { cleanMessage } from '../payments/clean-message'

/** A refund that is processing. `charge` is the processor's id of the refill's charge; the amount is cents. */
export type DueCardRefund = { teamId: number; refundId: string; charge: string; amount: number }

/**
 * Takes the refunds to cards whose outcome is not known yet, and sends each again under its id: the processor sends the
 * money once. Returns how many there were. Any number of processes may call it.
 */
export function resolveDueCardRefunds(): Promise<number> {
  return claimAll(
    (limit) => database().sql<DueCardRefund[]>`
    select team_id as "teamId", refund_id as "refundId", charge, amount from claim_due_card_refunds(${limit})`,
    resolve,
  )
}

async function resolve(due: DueCardRefund): Promise<void> {
  try {
    await sendCardRefund(due)
  } catch (error) {
    // The refund stays processing and is claimed again in 20 seconds. The others must not wait for it.
    log.error({ err: error, teamId: due.teamId, refundId: due.refundId }, 'could not resolve a refund to a card')
  }
}

/** Has the processor send a refund, and records its answer. An unknown outcome records nothing, and the job sends again; nor does a server of the other mode. */
export async function sendCardRefund({ teamId, refundId, charge, amount }: DueCardRefund): Promise<void> {
  if (await isOtherMode(teamId)) return
  const readAt = await readDatabaseTime()
  const outcome = await cardProcessor().refund({ idempotencyKey: refundId, charge, amount })
  await recordRefundOutcome(teamId, refundId, outcome, readAt)
}

/**
 * Records the outcome of a refund, any number of times. `readAt` is the database's time just before the processor was
 * asked.
 */
export async function recordRefundOutcome(
  teamId: number,
  refundId: string,
  outcome: RefundOutcome,
  readAt: string,
): Promise<void> {
  const { sql } = database()
  if (outcome.status === 'refunded') {
    await sql`select settle_card_refund(
      p_team => ${teamId}, p_refund => ${refundId}, p_processor_ref => ${outcome.processorRef},
      p_read_at => ${readAt})`
  } else if (outcome.status === 'failed') {
    await sql`select fail_card_refund(
      p_team => ${teamId}, p_refund => ${refundId}, p_message => ${cleanMessage(outcome.message)},
      p_read_at => ${readAt})`
  }
}

/** Resolves refunds to cards every five seconds. Any number of processes may do so at once. */
export function startCardRefundJob(): void {
  runEvery('card refund', 5_000, resolveDueCardRefunds, 'refunds to cards are looked after')
}
