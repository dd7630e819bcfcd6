import { afterEach, expect, test, vi } from 'vitest'
import { callStripe, StripeUnavailable } from './call-stripe'
import { isAvailable } from './circuit-breaker'
import { chargeCard } from './charge-card'
import { stripeClient } from './stripe-client'
import { useFakeStripe } from './testing/use-fake-stripe'

const stripe = useFakeStripe()
afterEach(() => vi.useRealTimers())

const call = (until?: number) =>
  callStripe((options) => stripeClient(stripe.settings()).customers.retrieve(stripe.customer(), {}, options), until)
const requests = async () => (await stripe.control('books', {})).requests.length

test('waits as long as Stripe says, and not beyond its deadline', async () => {
  await stripe.control('react', { reactions: [{ status: 429, headers: { 'Retry-After': '1' } }] })
  const started = Date.now()
  expect(await call()).toMatchObject({ id: stripe.customer() })
  expect(Date.now() - started).toBeGreaterThanOrEqual(1_000)
  await stripe.control('react', { reactions: [{ status: 503, headers: { 'Retry-After': '60' } }] })
  const again = Date.now()
  await expect(call()).rejects.toThrow(StripeUnavailable)
  expect(Date.now() - again).toBeLessThan(20_000)
})

test('does not repeat what Stripe says not to repeat', async () => {
  const before = await requests()
  await stripe.control('react', {
    reactions: [{ when: 'after', status: 500, headers: { 'Stripe-Should-Retry': 'false' } }],
  })
  await expect(call()).rejects.toThrow(StripeUnavailable)
  expect(await requests()).toBe(before + 1)
})

test('gives up when its time is over, whatever is still to come', async () => {
  await stripe.control('react', { reactions: [{ delay: 40_000 }] })
  const started = Date.now()
  await expect(call(started + 300)).rejects.toThrow(StripeUnavailable)
  expect(Date.now() - started).toBeLessThan(20_000)
})

test('after five failures in a row calls fail at once, until one call in half a minute succeeds', async () => {
  await stripe.control('react', { reactions: [{ status: 500, headers: { 'Stripe-Should-Retry': 'false' }, times: 6 }] })
  for (let failure = 0; failure < 5; failure++) {
    expect(isAvailable()).toBe(true)
    await expect(call()).rejects.toThrow(StripeUnavailable)
  }
  expect(isAvailable()).toBe(false)
  const before = await requests()
  const charge = stripe.charge({ card: await stripe.card('4242424242424242') })
  expect(await chargeCard(stripe.settings(), charge)).toEqual({ status: 'unknown' })
  expect(await requests(), 'nothing was sent').toBe(before)

  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 31_000 })
  expect(isAvailable()).toBe(true)
  await expect(call(), 'the probe fails, too').rejects.toThrow(StripeUnavailable)
  await expect(call()).rejects.toThrow('has not answered for a while')

  vi.setSystemTime(now + 62_000)
  const probes = await Promise.allSettled([call(), call(), call()])
  expect(probes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(isAvailable()).toBe(true)
  expect(await chargeCard(stripe.settings(), charge)).toMatchObject({ status: 'succeeded' })
})

test('a refusal of Stripe is an answer', async () => {
  for (let refusal = 0; refusal < 7; refusal++) {
    await expect(
      callStripe((options) => stripeClient(stripe.settings()).customers.retrieve('cus_unknown', {}, options)),
    ).rejects.toThrow(/No such customer/)
  }
  expect(isAvailable()).toBe(true)
})
