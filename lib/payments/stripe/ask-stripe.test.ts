import { afterEach, expect, test, vi } from 'vitest'
import { askStripe, StripeSilence } from './ask-stripe'
import { cardsAnswering } from './breaker'
import { chargeCard } from './charge-card'
import { stripeClient } from './stripe-client'
import { useStandIn } from './testing/use-stand-in'

const stripe = useStandIn()
afterEach(() => vi.useRealTimers())

const ask = (until?: number) =>
  askStripe((options) => stripeClient(stripe.settings()).customers.retrieve(stripe.customer(), {}, options), until)
const asked = async () => (await stripe.control('books', {})).requests.length

test('waits as long as Stripe asks for, and not beyond its patience', async () => {
  await stripe.control('react', { reactions: [{ status: 429, headers: { 'Retry-After': '1' } }] })
  const started = Date.now()
  expect(await ask()).toMatchObject({ id: stripe.customer() })
  expect(Date.now() - started).toBeGreaterThanOrEqual(1_000)
  await stripe.control('react', { reactions: [{ status: 503, headers: { 'Retry-After': '60' } }] })
  const again = Date.now()
  await expect(ask()).rejects.toThrow(StripeSilence)
  expect(Date.now() - again).toBeLessThan(1_000)
})

test('does not repeat what Stripe says not to repeat', async () => {
  const before = await asked()
  await stripe.control('react', {
    reactions: [{ when: 'after', status: 500, headers: { 'Stripe-Should-Retry': 'false' } }],
  })
  await expect(ask()).rejects.toThrow(StripeSilence)
  expect(await asked()).toBe(before + 1)
})

test('gives up when its time is over, whatever is still to come', async () => {
  await stripe.control('react', { reactions: [{ delay: 5_000 }] })
  const started = Date.now()
  await expect(ask(started + 300)).rejects.toThrow(StripeSilence)
  expect(Date.now() - started).toBeLessThan(2_000)
})

test('after five silences in a row nobody waits any more, until one question in half a minute is answered', async () => {
  await stripe.control('react', { reactions: [{ status: 500, headers: { 'Stripe-Should-Retry': 'false' }, times: 6 }] })
  for (let silence = 0; silence < 5; silence++) {
    expect(cardsAnswering()).toBe(true)
    await expect(ask()).rejects.toThrow(StripeSilence)
  }
  expect(cardsAnswering()).toBe(false)
  const before = await asked()
  const wanted = stripe.charge({ card: await stripe.card('4242424242424242') })
  expect(await chargeCard(stripe.settings(), wanted)).toEqual({ status: 'unknown' })
  expect(await asked(), 'nothing was sent').toBe(before)

  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + 31_000 })
  expect(cardsAnswering()).toBe(true)
  await expect(ask(), 'the probe fails, too').rejects.toThrow(StripeSilence)
  await expect(ask()).rejects.toThrow('has not answered for a while')

  vi.setSystemTime(now + 62_000)
  const probes = await Promise.allSettled([ask(), ask(), ask()])
  expect(probes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(cardsAnswering()).toBe(true)
  expect(await chargeCard(stripe.settings(), wanted)).toMatchObject({ status: 'succeeded' })
})

test('what Stripe refuses is an answer', async () => {
  for (let refusal = 0; refusal < 7; refusal++) {
    await expect(
      askStripe((options) => stripeClient(stripe.settings()).customers.retrieve('cus_unknown', {}, options)),
    ).rejects.toThrow(/No such customer/)
  }
  expect(cardsAnswering()).toBe(true)
})
