import { database } from '../../db/client'

/** A charge of ours, as the processor tells of it. */
export type ReportedCharge = {
  teamId: number
  refillId: string
  /** Its name for the charge: what was sent back, or taken back, had been charged before. */
  processorRef: string
}

/** News of a charge may come before our record of it: then the charge is recorded first. */
export async function settleCharge({ teamId, refillId, processorRef }: ReportedCharge): Promise<void> {
  await database().sql`select settle_refill(
    p_team => ${teamId}, p_refill => ${refillId}, p_processor_ref => ${processorRef})`
}
