import { database } from '../../db/client'
import { claimAll } from '../claim-all'
import { log } from '../log'
import { resolveRefill } from './charge-refill'

type Due = { team_id: number; refill_id: string }

/**
 * Takes refills whose outcome is not known yet and asks the processor about each: first what became of the charge, and
 * where it has never heard of one, for the charge itself, under the same key. Returns how many were asked about.
 * A clock never turns a refill into `failed`; only the processor's word does.
 */
export function resolveDueRefills(): Promise<number> {
  return claimAll((limit) => database().sql<Due[]>`select team_id, refill_id from claim_due_refills(${limit})`, resolve)
}

async function resolve({ team_id: teamId, refill_id: refillId }: Due): Promise<void> {
  try {
    await resolveRefill(teamId, refillId)
  } catch (error) {
    // The row stays processing and comes up again in 20 seconds; the others should not wait for it.
    log.error({ err: error, teamId, refillId }, 'could not resolve a refill')
  }
}
