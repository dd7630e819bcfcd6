import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { findRefill } from '../../db/queries/refills'
import { addMember } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createStripeTeam } from '../payments/stripe/testing/stripe-team'
import { useFakeStripe } from '../payments/stripe/testing/use-fake-stripe'
import { cancelRefill } from './cancel-refill'
import { recordChargeOutcome, resolveRefill } from './charge-refill'
import { requestRefill } from './request-refill'
import { refillRequest } from './testing/refill-request'

const { sql } = useTestDatabase()
const stripe = useFakeStripe()

/** A team with a refill that waits for its bank's confirmation, and the page for it. */
async function waiting() {
  const team = await createStripeTeam(sql, stripe, { mailstation: false })
  const paymentMethodId = await team.addCard('4000002500003155')
  const result = await requestRefill(team.admin, refillRequest({ amount: 100_00, paymentMethodId }))
  if (!result.ok || !result.refill.actionUrl) throw new Error(JSON.stringify(result))
  const { id, actionUrl } = result.refill
  return { team, id, session: actionUrl.split('/').at(-1)! }
}

const audited = (id: string) =>
  sql<{ action: string; actor: string }[]>`
    select action, actor_name as actor from audit_log where subject = ${`refill:${id}`} order by audit_log.id`

test('an admin cancels a confirmation that nobody gives, and the room is free', async () => {
  const { team, id } = await waiting()
  expect(await readBalance(team.id)).toMatchObject({ pending: 100_00 })
  expect(await cancelRefill(team.admin, id)).toBe('canceled')
  expect(await findRefill(team.id, id)).toMatchObject({
    status: 'failed',
    failureCode: 'canceled',
    failureMessage: 'Canceled by Test admin before the bank confirmed it. The card was not charged.',
    actionUrl: null,
  })
  expect(await readBalance(team.id)).toMatchObject({ pending: 0, available: 0 })
  expect((await audited(id)).slice(-2)).toMatchObject([
    { action: 'refill.canceled', actor: 'Test admin' },
    { action: 'refill.failed', actor: 'Automatic' },
  ])
  expect(await cancelRefill(team.admin, id)).toBe('not_waiting')
})

test('its words stand, too, if the processor reports the closed page first', async () => {
  const { team, id, session } = await waiting()
  await stripe.control('person', { session, does: 'expire' })
  await resolveRefill(team.id, id)
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'failed', failureCode: 'not_confirmed' })
  const [{ outcome }] = await sql<[{ outcome: string }]>`
    select cancel_refill(p_team => ${team.id}, p_actor => ${team.admin.id}, p_refill => ${id}) as outcome`
  expect(outcome).toBe('canceled')
  expect(await findRefill(team.id, id)).toMatchObject({ failureCode: 'canceled' })
})

test('a refill that was paid a moment ago is posted', async () => {
  const { team, id, session } = await waiting()
  await stripe.control('person', { session, number: '4000002500003155', does: 'approve' })
  expect(await cancelRefill(team.admin, id)).toBe('paid')
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'posted' })
  expect(await readBalance(team.id)).toMatchObject({ available: 100_00 })
})

test('nothing changes while the payment is on its way, or Stripe does not answer', async () => {
  const { team, id, session } = await waiting()
  await stripe.control('react', { reactions: [{ at: 'POST /v1/checkout', status: 503, times: 9 }] })
  expect(await cancelRefill(team.admin, id)).toBe('unknown')
  await stripe.control('react', { reactions: [], clear: true })
  await stripe.control('person', { session, does: 'wait' })
  expect(await cancelRefill(team.admin, id)).toBe('under_way')
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'processing' })
  await stripe.control('hang', {
    refill: id,
    status: 'requires_payment_method',
    failure: 'insufficient_funds',
  })
  expect(await cancelRefill(team.admin, id)).toBe('declined')
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'failed', failureCode: 'insufficient_funds' })
})

test('money that comes in spite of all is kept', async () => {
  const { team, id } = await waiting()
  await cancelRefill(team.admin, id)
  await recordChargeOutcome(team.id, id, { status: 'succeeded', processorRef: 'pi_late' })
  expect(await findRefill(team.id, id)).toMatchObject({ status: 'posted' })
  expect(await readBalance(team.id)).toMatchObject({ available: 100_00 })
})

test('only admins of the team cancel, and only what waits for a confirmation', async () => {
  const { team, id } = await waiting()
  const other = await waiting()
  const staff = await addMember(sql, team.id, 'staff')
  expect(await cancelRefill(staff, id)).toBe('forbidden')
  expect(await cancelRefill(other.team.admin, id)).toBe('not_found')
  expect(await cancelRefill(team.admin, randomUUID())).toBe('not_found')
  expect(await cancelRefill(team.admin, 'x')).toBe('not_found')
  expect((await findRefill(team.id, id))!.status).toBe('processing')
  const card = await team.addCard()
  const posted = await requestRefill(team.admin, refillRequest({ amount: 10_00, paymentMethodId: card }))
  expect(await cancelRefill(team.admin, posted.ok ? posted.refill.id : '')).toBe('not_waiting')
})
