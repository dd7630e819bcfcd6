import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { findRefill } from '../../db/queries/refills'
import { useTestDatabase } from '../../db/testing/test-database'
import { createStripeTeam } from '../payments/stripe/testing/stripe-team'
import { useFakeStripe } from '../payments/stripe/testing/use-fake-stripe'
import { recordChargeOutcome } from './charge-refill'
import { requestRefill } from './request-refill'
import { resolveDueRefills } from './resolve-due-refills'
import { refillRequest } from './testing/refill-request'

const { sql } = useTestDatabase()
const stripe = useFakeStripe()

test('room that a failure of the processor has reserved is free within minutes, and late money is kept', async () => {
  const team = await createStripeTeam(sql, stripe, { mailstation: false })
  const card = await team.addCard()
  await stripe.control('react', { reactions: [{ at: 'POST /v1/payment_intents', when: 'instead', status: 500 }] })
  const result = await requestRefill(team.admin, refillRequest({ amount: 500_00, paymentMethodId: card }))
  if (!result.ok) throw new Error(result.code)
  const { id } = result.refill
  const askAgain = async () => {
    await sql`update refills set ask_at = now() where id = ${id}`
    await resolveDueRefills()
    return findRefill(team.id, id)
  }
  expect(await askAgain()).toMatchObject({ status: 'processing' })
  expect(await readBalance(team.id)).toMatchObject({ pending: 500_00 })
  await sql`update refills set created_at = created_at - interval '121 seconds' where id = ${id}`
  expect(await askAgain()).toMatchObject({
    status: 'failed',
    failureMessage: 'The charge was never completed at the card processor. The card was not charged.',
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, pending: 0 })

  const other = await requestRefill(team.admin, refillRequest({ amount: 450_00, paymentMethodId: card }))
  expect(other).toMatchObject({ ok: true, refill: { status: 'posted' } })
  await recordChargeOutcome(team.id, id, { status: 'succeeded', processorRef: 'pi_late' })
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'posted', failureMessage: null })
  expect(await readBalance(team.id)).toMatchObject({ available: 500_00, held: 450_00 })
})
