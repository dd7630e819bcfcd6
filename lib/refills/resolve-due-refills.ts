import { database } from '../../db/client'
import { log } from '../log'
import { cardProcessor } from '../payments/processor'
import { recordOutcome } from './charge-refill'

type Due = { team_id: number; refill_id: string; total: number; card: string }

/**
 * Takes refills whose outcome is not known yet and asks the processor about each: first what became of the charge, and
 * where it has never heard of one, for the charge itself, under the same key. Returns how many were asked about.
 * A clock never turns a refill into `failed`; only the processor's word does.
 */
export async function resolveDueRefills(limit = 20): Promise<number> {
  const due = await database().sql<Due[]>`select * from claim_due_refills(${limit})`
  const processor = cardProcessor()
  for (const { team_id: teamId, refill_id: refillId, total, card } of due) {
    try {
      const found = await processor.find(refillId)
      await recordOutcome(teamId, refillId, found ?? (await processor.charge({ idempotencyKey: refillId, card, total })))
    } catch (error) {
      // The row stays processing and comes up again in 20 seconds; the others should not wait for it.
      log.error({ error, teamId, refillId }, 'could not resolve a refill')
    }
  }
  return due.length
}
