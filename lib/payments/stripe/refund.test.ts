import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { cardProcessor } from '../processor'
import { chargeCard } from './charge-card'
import { refundCharge } from './refund-charge'
import { useFakeStripe } from './testing/use-fake-stripe'

const stripe = useFakeStripe()
const refund = (charge: string, amount: number, idempotencyKey: string = randomUUID()) =>
  refundCharge(stripe.settings(), { idempotencyKey, charge, amount })

async function charged(number = '4242424242424242'): Promise<string> {
  const outcome = await chargeCard(stripe.settings(), stripe.charge({ card: await stripe.card(number) }))
  if (outcome.status !== 'succeeded') throw new Error(JSON.stringify(outcome))
  return outcome.processorRef
}

const refundsOf = async (charge: string) =>
  (await stripe.control('books', {})).refunds.filter(({ payment_intent: of }) => of === charge)

test('gives a part of a payment back, and another', async () => {
  const charge = await charged()
  const first = await cardProcessor().refund({ idempotencyKey: randomUUID(), charge, amount: 40_00 })
  expect(first).toEqual({ status: 'refunded', processorRef: expect.stringMatching(/^re_/) })
  expect(await refund(charge, 60_00)).toMatchObject({ status: 'refunded' })
  expect(await refundsOf(charge)).toMatchObject([{ amount: 40_00 }, { amount: 60_00 }])
})

test('however often, and however long after it is asked for, the money goes back once', async () => {
  const charge = await charged()
  const key = randomUUID()
  const together = await Promise.all(Array.from({ length: 5 }, () => refund(charge, 10_00, key)))
  expect(together.every(({ status }) => status === 'refunded')).toBe(true)
  await stripe.control('clock', { hours: 25 })
  expect(await refund(charge, 10_00, key), 'after Stripe has forgotten the key').toEqual(together[0])
  expect(await refundsOf(charge)).toHaveLength(1)
})

test('an answer that is lost is found with the next question', async () => {
  const charge = await charged()
  const key = randomUUID()
  await stripe.control('react', { reactions: [{ at: 'POST /v1/refunds', when: 'after', status: 500, times: 9 }] })
  expect(await refund(charge, 10_00, key)).toEqual({ status: 'unknown' })
  expect(await refund(charge, 10_00, key)).toMatchObject({ status: 'refunded' })
  expect(await refundsOf(charge)).toHaveLength(1)
})

test('says in words why it cannot be', async () => {
  const charge = await charged()
  expect(await refund(charge, 103_51)).toEqual({
    status: 'failed',
    message: 'The card processor refused to give this amount back.',
  })
  expect(await refund(charge, 103_50)).toMatchObject({ status: 'refunded' })
  expect(await refund(charge, 1_00)).toEqual({
    status: 'failed',
    message: 'The card processor has given this payment back already.',
  })
  expect(await refund(await charged('4000000000000259'), 1_00)).toEqual({
    status: 'failed',
    message: 'The cardholder disputes this payment with their bank, which decides about the money.',
  })
  expect(await refund('pi_unknown', 1_00)).toMatchObject({ status: 'failed' })
  expect(await refund(await charged('4000000000005126'), 1_00)).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/did not take the money back/),
  })
})

test('one that waits at Stripe is asked about until it is decided', async () => {
  const charge = await charged('4000000000007726')
  const key = randomUUID()
  expect(await refund(charge, 10_00, key)).toEqual({ status: 'unknown' })
  const [waiting] = await refundsOf(charge)
  await stripe.control('refunded', { refund: waiting!.id, status: 'succeeded' })
  expect(await refund(charge, 10_00, key)).toEqual({ status: 'refunded', processorRef: waiting!.id })
})
