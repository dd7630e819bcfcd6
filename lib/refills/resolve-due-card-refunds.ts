import { database } from '../../db/client'
import { claimAll } from '../claim-all'
import { log } from '../log'
import type { RefundOutcome } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'
import { cleanMessage } from '../payments/clean-message'

/** A refund that is processing; `charge` is the processor's name for the refill's charge, the amount in cents. */
export type DueCardRefund = { teamId: number; refundId: string; charge: string; amount: number }

/**
 * Takes refunds to cards whose outcome is not known yet and asks the processor about each, under the refund's id: however
 * often it is asked, it sends the money once. Returns how many were asked about. Any number of processes may call it.
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
    // The row stays processing and comes up again in 20 seconds; the others should not wait for it.
    log.error({ err: error, teamId: due.teamId, refundId: due.refundId }, 'could not resolve a refund to a card')
  }
}

/** Asks the processor to send a refund, and records its answer. An unknown one records nothing: it is asked again. */
export async function sendCardRefund({ teamId, refundId, charge, amount }: DueCardRefund): Promise<void> {
  await recordRefundOutcome(
    teamId,
    refundId,
    await cardProcessor().refund({ idempotencyKey: refundId, charge, amount }),
  )
}

/** Records what the processor said of a refund. Whoever is first records it; for everybody after, nothing changes. */
export async function recordRefundOutcome(teamId: number, refundId: string, outcome: RefundOutcome): Promise<void> {
  const { sql } = database()
  if (outcome.status === 'refunded') {
    await sql`select settle_card_refund(
      p_team => ${teamId}, p_refund => ${refundId}, p_processor_ref => ${outcome.processorRef})`
  } else if (outcome.status === 'failed') {
    await sql`select fail_card_refund(
      p_team => ${teamId}, p_refund => ${refundId}, p_message => ${cleanMessage(outcome.message)},
      p_total => ${outcome.totalRefunded ?? null})`
  }
}
