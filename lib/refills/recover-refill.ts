import { database } from '../../db/client'
import { readInstallation } from '../../db/queries/installation'
import type { ReportedCharge } from '../payments/payment-event'

type Recovered = 'recovered' | 'known' | 'unknown_team' | 'other_customer' | 'other_amount'

/**
 * Makes a refill again that the processor has charged and this database does not know, from what the payment says. It
 * does so only for payments of this installation. With `isBooking`, an operator has asked for it: then a payment of an
 * older version, which names no installation, counts too. Returns null if the payment is not ours, or says too little.
 * Rules: db/functions/44-record-charge.sql.
 */
export async function recoverRefill(charge: ReportedCharge, isBooking: boolean): Promise<Recovered | null> {
  const { teamId, refillId, processorRef, amount, origin } = charge
  if (origin === null || amount === 0 || origin.card === null) return null
  const isOurs = origin.installation === null ? isBooking : origin.installation === (await readInstallation())
  if (!isOurs) return null
  const { sql } = database()
  const [{ outcome }] = await sql<[{ outcome: Recovered }]>`
    select recover_refill(
      p_team => ${teamId}, p_refill => ${refillId}, p_charge => ${processorRef}, p_charged => ${amount},
      p_amount => ${origin.postage ?? amount}, p_fee => ${origin.fee ?? 0}, p_reference => ${origin.reference},
      p_card => ${origin.card.ref}, p_card_label => ${origin.card.label}, p_customer => ${origin.customer},
      p_actor => ${origin.actor}, p_source => ${origin.source},
      p_allocations => ${sql.json(origin.allocations ?? [])}, p_charged_at => ${origin.chargedAt}) as outcome`
  return outcome
}
