import { database } from '../../db/client'
import { env } from '../env'
import type { Charge } from '../payments/card-processor'
import { cardProcessor } from '../payments/processor'

/** What a processor needs to charge a refill; null unless the refill is processing and of the processor's mode. */
export async function readCharge(teamId: number, refillId: string): Promise<Charge | null> {
  const [charge] = await database().sql<Omit<Charge, 'returnUrl'>[]>`
    select r.id as "idempotencyKey", r.team_id as "teamId", r.reference, m.processor_ref as card, r.amount + r.fee as total,
      t.processor_customer as customer, r.created_at as "requestedAt", r.action_ref as "actionRef",
      clock_timestamp() as "askedAt"
    from refills r
    join payment_methods m on m.team_id = r.team_id and m.id = r.payment_method_id
    join teams t on t.id = r.team_id
    where r.team_id = ${teamId} and r.id = ${refillId} and r.status = 'processing'
      and (t.mode is null or t.mode = ${cardProcessor().mode})`
  return charge ? { ...charge, returnUrl: `${env().authUrl}/history/postage/${refillId}` } : null
}
