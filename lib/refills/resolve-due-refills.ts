import { database } from '../../db/client'
import { claimAll } from '../claim-all'
import { log } from '../log'
import { runEvery } from '../run-every'
import { resolveRefill } from './charge-refill'

type Due = { team_id: number; refill_id: string }

/**
 * Takes the refills whose outcome is not known yet, and resolves each (`resolveRefill`). Returns how many there were. Time
 * alone never makes a refill fail; only the processor's answer does.
 */
export function resolveDueRefills(): Promise<number> {
  return claimAll((limit) => database().sql<Due[]>`select team_id, refill_id from claim_due_refills(${limit})`, resolve)
}

async function resolve({ team_id: teamId, refill_id: refillId }: Due): Promise<void> {
  try {
    await resolveRefill(teamId, refillId)
  } catch (error) {
    // The refill stays processing and is claimed again in 20 seconds. The others must not wait for it.
    log.error({ err: error, teamId, refillId }, 'could not resolve a refill')
  }
}

/** Resolves refills every five seconds. Any number of processes may do so at once. */
export function startRefillJob(): void {
  runEvery('refill', 5_000, resolveDueRefills, 'refills are looked after')
}
