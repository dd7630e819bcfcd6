import { database } from '../../db/client'
import { databaseIdentity } from '../../db/queries/processor-reading'
import { env } from '../env'
import type { Charge } from '../payments/card-processor'
import { isCaughtUp, type ReadingState } from '../payments/caught-up'
import { cardProcessor } from '../payments/processor'
import { readingSource } from '../payments/reading-source'

type ChargeRow = Omit<Charge, 'returnUrl' | 'lookUpSince'> & ReadingState

/** What a processor needs to charge a refill; null unless the refill is processing and of the processor's mode. */
export async function readCharge(teamId: number, refillId: string): Promise<Charge | null> {
  const { sql } = database()
  const processor = cardProcessor()
  const [row] = await sql<ChargeRow[]>`
    select r.id as "idempotencyKey", r.team_id as "teamId", r.reference, m.processor_ref as card, r.amount + r.fee as total,
      t.processor_customer as customer, r.created_at as "requestedAt", r.action_ref as "actionRef",
      clock_timestamp() as "askedAt",
      jsonb_build_object(
        'installation', (select i.id from installation i), 'postage', r.amount, 'fee', r.fee,
        'actor', r.actor_type || ':' || r.actor_id, 'source', r.source,
        'allocations', (
          select jsonb_agg(jsonb_build_object('cost_account', c.code, 'amount', x.amount) order by c.code)::text
          from refill_allocations x join cost_accounts c on c.team_id = x.team_id and c.id = x.cost_account_id
          where x.team_id = r.team_id and x.refill_id = r.id)) as origin,
      ${databaseIdentity(sql)} as database,
      (select p.read_until from processor_readings p where p.source = ${readingSource(processor)}) as "readUntil"
    from refills r
    join payment_methods m on m.team_id = r.team_id and m.id = r.payment_method_id
    join teams t on t.id = r.team_id
    where r.team_id = ${teamId} and r.id = ${refillId} and r.status = 'processing'
      and (t.mode is null or t.mode = ${processor.mode})`
  if (!row) return null
  const { database: identity, readUntil, ...charge } = row
  const isSafe = processor.books === null || isCaughtUp({ database: identity, readUntil })
  return {
    ...charge,
    returnUrl: `${env().authUrl}/history/postage/${refillId}`,
    lookUpSince: isSafe ? null : (readUntil ?? charge.requestedAt),
  }
}
