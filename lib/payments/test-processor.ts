import { database } from '../../db/client'
import type { CardProcessor, Charge, ChargeOutcome, Refund, RefundOutcome } from './card-processor'
import { CHARGES_ONLY } from './charges-only'
import { findTestCard } from './test-cards'

type Recorded = { id: string; status: 'succeeded' | 'declined'; decline_code: string | null; card: string }

/**
 * A processor without money. It keeps its own books (`test_processor_charges`) and charges once per key. With the card
 * 4000000000000341 the charge succeeds, but its answer is lost, and so is the answer to the first refund. A refund is in
 * the same books, under its own key.
 */
export const testProcessor: CardProcessor = {
  ...CHARGES_ONLY,

  async charge(charge: Charge): Promise<ChargeOutcome> {
    const { idempotencyKey, card, total } = charge
    const known = findTestCard(card)
    if (!known) return { status: 'declined', code: 'card_declined', message: 'The card is not known.' }
    const { sql } = database()
    const made = await sql<Recorded[]>`
      insert into test_processor_charges (idempotency_key, card, amount, status, decline_code)
      values (${idempotencyKey}, ${card}, ${total}, ${known.declines ? 'declined' : 'succeeded'},
        ${known.declines?.code ?? null})
      on conflict (idempotency_key) do nothing
      returning id, status, decline_code, card`
    if (known.lostAnswer && made.length > 0) return { status: 'unknown' }
    return made[0] ? outcome(made[0]) : ((await this.findCharge(charge)) ?? { status: 'unknown' })
  },

  async findCharge({ idempotencyKey }: Charge): Promise<ChargeOutcome | null> {
    const [found] = await database().sql<Recorded[]>`
      select id, status, decline_code, card from test_processor_charges where idempotency_key = ${idempotencyKey}`
    return found ? outcome(found) : null
  },

  async refund({ idempotencyKey, charge, amount }: Refund): Promise<RefundOutcome> {
    const { sql } = database()
    const made = await sql<{ id: string; card: string }[]>`
      insert into test_processor_charges (idempotency_key, card, amount, status)
      select ${idempotencyKey}, card, ${amount}, 'refunded' from test_processor_charges
      where id::text = ${charge} and status = 'succeeded' and amount >= ${amount}
      on conflict (idempotency_key) do nothing returning id, card`
    if (made[0]) {
      return findTestCard(made[0].card)?.lostAnswer
        ? { status: 'unknown' }
        : { status: 'refunded', processorRef: made[0].id }
    }
    const [known] = await sql<{ id: string }[]>`
      select id from test_processor_charges where idempotency_key = ${idempotencyKey} and status = 'refunded'`
    return known
      ? { status: 'refunded', processorRef: known.id }
      : { status: 'failed', message: 'The card processor knows no payment of this amount to send back.' }
  },
}

function outcome(charge: Recorded): ChargeOutcome {
  if (charge.status === 'succeeded') return { status: 'succeeded', processorRef: charge.id }
  const declines = findTestCard(charge.card)?.declines
  return {
    status: 'declined',
    code: charge.decline_code ?? 'card_declined',
    message: declines?.message ?? 'The card was declined.',
  }
}
