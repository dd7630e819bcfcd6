import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { listDisputes, listSecondPayments } from '../../db/queries/charge-returns'
import { findRefill, findRefillByKey } from '../../db/queries/refills'
import { useTestDatabase } from '../../db/testing/test-database'
import { startCardSetup } from '../payments/start-card-setup'
import { createStripeTeam, type StripeTeam } from '../payments/stripe/testing/stripe-team'
import { useFakeStripe } from '../payments/stripe/testing/use-fake-stripe'
import { catchUp } from './catch-up'
import { requestRefill } from './request-refill'
import { resolveDueDuplicateCharges } from './resolve-due-duplicate-charges'
import { refillRequest } from './testing/refill-request'

/** No message of Stripe reaches this endpoint. */
const { sql, backUp } = useTestDatabase()
const stripe = useFakeStripe()

beforeEach(() => void Reflect.deleteProperty(globalThis, 'indiciaCaughtUp'))

async function refill(team: StripeTeam, paymentMethodId: string, key: string = randomUUID(), amount = 100_00) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId, key }))
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.refill
}

async function paymentOf(refillId: string) {
  const { intents } = await stripe.control('books', {})
  return intents.filter(({ metadata, status }) => metadata.refill === refillId && status === 'succeeded')
}

test('a partial dispute, an inquiry that becomes one, and a refund that fails are found by asking', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard())
  const intent = (await paymentOf(made.id))[0]!.id
  const first = (await stripe.control('dispute', { intent, amount: 20_00 })).id
  await catchUp()
  expect(await findRefill(team.id, made.id)).toMatchObject({ status: 'posted', disputed: 20_00, disputedFee: 0 })
  expect(await readBalance(team.id)).toMatchObject({ available: 80_00, owed: 0 })

  const inquiry = (await stripe.control('dispute', { intent, amount: 10_00, status: 'warning_needs_response' })).id
  await catchUp()
  expect(await readBalance(team.id)).toMatchObject({ available: 80_00 })
  await stripe.control('decide', { dispute: inquiry, status: 'needs_response' })
  await stripe.control('decide', { dispute: first, status: 'won' })
  await catchUp()
  expect(await readBalance(team.id)).toMatchObject({ available: 90_00 })
  expect(await listDisputes(team.id, made.id)).toMatchObject([
    { ref: first, state: 'won', amount: 0, claimed: 20_00 },
    { ref: inquiry, state: 'open', amount: 10_00 },
  ])

  await stripe.control('decide', { dispute: inquiry, status: 'lost' })
  const { id: refund } = await stripe.control('refund', { intent, amount: 30_00 })
  await catchUp()
  expect(await readBalance(team.id)).toMatchObject({ available: 60_00 })
  await stripe.control('refunded', { refund, status: 'failed' })
  await catchUp()
  expect(await findRefill(team.id, made.id)).toMatchObject({ refunded: 0, disputed: 10_00 })
  expect(await readBalance(team.id)).toMatchObject({ available: 90_00 })
})

test('a second payment for one refill is found, goes back to the card, and the admins see it', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard())
  const [paid] = await paymentOf(made.id)
  await stripe.control('payAgain', { intent: paid!.id })
  for (let n = 0; n < 2; n++) {
    await catchUp()
    await resolveDueDuplicateCharges()
  }
  const { refunds } = await stripe.control('books', {})
  const second = (await paymentOf(made.id)).find(({ id }) => id !== paid!.id)!
  expect(refunds.filter(({ payment_intent: of }) => of === second.id)).toMatchObject([{ amount: 103_50 }])
  expect(await listSecondPayments(team.id)).toMatchObject([{ refillId: made.id, amount: 103_50, returned: 103_50 }])
  expect(await findRefill(team.id, made.id)).toMatchObject({ status: 'posted', refunded: 0 })
  expect(await readBalance(team.id)).toMatchObject({ available: 100_00 })
})

test('after a restored backup, a repeated key charges nothing, and what nobody repeats is recovered', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await catchUp()
  const backup = await backUp()
  const [repeated, forgotten] = [randomUUID(), randomUUID()]
  const made = await refill(team, card, repeated, 60_00)
  const lost = await refill(team, card, forgotten, 20_00)
  await backup.restore()
  await backup.remove()
  await stripe.control('clock', { hours: 30 })

  const again = await refill(team, card, repeated, 60_00)
  expect(again).toMatchObject({ id: made.id, reference: made.reference, status: 'posted' })
  expect(await paymentOf(made.id)).toHaveLength(1)
  await catchUp()
  expect(await findRefillByKey(team.id, forgotten)).toMatchObject({
    id: lost.id,
    reference: lost.reference,
    status: 'posted',
    recovered: true,
    performedBy: lost.performedBy,
    amount: 20_00,
    fee: 70,
  })
  expect(await refill(team, card, forgotten, 20_00)).toMatchObject({ id: lost.id })
  expect(await readBalance(team.id)).toMatchObject({ available: 80_00 })
  const other = await requestRefill(team.admin, refillRequest({ amount: 30_00, paymentMethodId: card, key: forgotten }))
  expect(other).toMatchObject({ ok: false, code: 'idempotency_mismatch' })
})

test('while Stripe does not say whether it has charged, nothing is charged after a restored backup', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await stripe.control('react', {
    reactions: [{ at: 'GET /v1/payment_intents', status: 500, headers: { 'Stripe-Should-Retry': 'false' }, times: 5 }],
  })
  expect(await refill(team, card)).toMatchObject({ status: 'processing' })
  const { requests } = await stripe.control('books', {})
  const charges = requests.filter(
    ({ method, path, params }) =>
      method === 'POST' && path === '/v1/payment_intents' && JSON.stringify(params).includes(`"team":"${team.id}"`),
  )
  expect(charges).toEqual([])
})

test('a message that cannot be acted on holds nothing else up, and is tried again', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await catchUp()
  const opened = await startCardSetup({ teamId: team.id, userId: team.admin.id })
  const session = opened.ok ? opened.url.split('/').at(-1)! : expect.fail()
  await stripe.control('person', { session, number: '5555555555554444', does: 'add' })
  const made = await refill(team, card)
  const intent = (await paymentOf(made.id))[0]!.id
  await stripe.control('dispute', { intent, amount: 20_00 })
  await stripe.control('react', {
    reactions: [
      { at: `GET /v1/checkout/sessions/${session}`, status: 500, headers: { 'Stripe-Should-Retry': 'false' } },
    ],
  })
  await catchUp()
  const cards = () => sql`select from payment_methods where team_id = ${team.id}`
  expect(await cards()).toHaveLength(1)
  expect(await readBalance(team.id)).toMatchObject({ available: 80_00 })
  await catchUp()
  expect(await cards()).toHaveLength(2)
})
