import { expect, test } from 'vitest'
import { cardProcessor } from '../processor'
import { chargeCard } from './charge-card'
import { findCharge } from './find-charge'
import type { Charge } from '../card-processor'
import { useFakeStripe } from './testing/use-fake-stripe'

const stripe = useFakeStripe()
const VISA = '4242424242424242'
const HOUR_MS = 3_600_000

const charge = (wanted: Charge) => chargeCard(stripe.settings(), wanted)
const find = (wanted: Charge) => findCharge(stripe.settings(), wanted)

/** What Stripe's books say of a refill. */
async function booked({ idempotencyKey }: Charge) {
  const { intents, charges, requests } = await stripe.control('books', {})
  return {
    intents: intents.filter(({ metadata }) => metadata.refill === idempotencyKey),
    charges: charges.filter(({ metadata }) => metadata.refill === idempotencyKey),
    requests: requests.filter(({ key, path }) => key === idempotencyKey && path === '/v1/payment_intents'),
  }
}

test('charges postage and fee at once, under the refill’s id and name', async () => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  const outcome = await cardProcessor().charge(wanted)
  const { intents, charges, requests } = await booked(wanted)
  expect(outcome).toEqual({ status: 'succeeded', processorRef: intents[0]!.id })
  expect(charges).toMatchObject([
    { amount: 103_50, currency: 'usd', customer: stripe.customer(), description: 'Postage refill RF-7K3M-29QD' },
  ])
  expect(requests).toMatchObject([
    {
      version: '2026-10-28.endive',
      params: {
        amount: '10350',
        off_session: 'true',
        confirm: 'true',
        statement_descriptor_suffix: 'RF7K3M29QD',
        allowed_payment_method_types: ['card'],
        metadata: { team: '1', refill: wanted.idempotencyKey },
      },
    },
  ])
  expect(cardProcessor().mode).toBe('test')
})

test('however often it is asked for, it is charged once', async () => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => charge(wanted)))
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
  expect((await booked(wanted)).charges).toHaveLength(1)
})

test.each([
  ['insufficient_funds', 'insufficient_funds', /not have enough funds/],
  ['expired_card', 'expired_card', /has expired/],
  ['card_velocity_exceeded', 'card_velocity_exceeded', /over its limit/],
  ['processing_error', 'processing_error', /processor had an error/],
  ['generic_decline', 'generic_decline', /gave no reason/],
  ['a_code_of_next_year', 'a_code_of_next_year', /gave no reason/],
  ['fraudulent', 'card_declined', /gave no reason/],
  ['lost_card', 'card_declined', /gave no reason/],
  ['stolen_card', 'card_declined', /gave no reason/],
  ['merchant_blacklist', 'card_declined', /gave no reason/],
  ['pickup_card', 'card_declined', /gave no reason/],
])('a decline for %s is %s and says %s', async (reason, code, words) => {
  const card = await stripe.card(VISA)
  await stripe.control('decline', { card, codes: [reason] })
  const wanted = stripe.charge({ card })
  const outcome = await charge(wanted)
  expect(outcome).toEqual({ status: 'declined', code, message: expect.stringMatching(words) })
  expect(await charge(wanted), 'and again').toEqual(outcome)
  expect((await booked(wanted)).charges).toEqual([])
})

test('a card that is gone, of somebody else or of nobody is a decline', async () => {
  for (const card of ['pm_gone', 'test_card_4242424242424242']) {
    expect(await charge(stripe.charge({ card })), card).toMatchObject({ status: 'declined', code: 'card_missing' })
  }
  const card = await stripe.card(VISA)
  expect(await charge(stripe.charge({ card, customer: null }))).toMatchObject({
    status: 'declined',
    code: 'charge_refused',
  })
  await stripe.control('detach', { card })
  expect(await charge(stripe.charge({ card }))).toMatchObject({ status: 'declined' })
})

test('an account that Stripe does not let in leaves the outcome open', async () => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  expect(await chargeCard({ ...stripe.settings(), secretKey: 'sk_test_somebodyelse' }, wanted)).toEqual({
    status: 'unknown',
  })
  expect((await booked(wanted)).charges).toEqual([])
})

const POST = 'POST /v1/payment_intents'

test.each([
  ['a 503 before', { at: POST, status: 503 }],
  ['two in a row', { at: POST, status: 502, html: true, times: 2 }],
  ['a 429', { at: POST, status: 429 }],
  ['a 409: the key is being worked on', { at: POST, status: 409 }],
  ['a reset before', { at: POST, reset: true }],
  ['a reset after it was charged', { at: POST, reset: true, when: 'after' as const }],
  ['resets in a row after it was charged', { at: POST, reset: true, when: 'after' as const, times: 3 }],
  [
    'a 500 that Stripe keeps under the key, after it was charged',
    { at: POST, status: 500, when: 'after' as const, headers: { 'Stripe-Should-Retry': 'false' } },
  ],
  ['a 500 of that kind that says nothing about repeating', { at: POST, status: 500, when: 'after' as const }],
])('after %s it is charged once, and known', async (_, reaction) => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  await stripe.control('react', { reactions: [reaction] })
  const outcome = await charge(wanted)
  const { intents, charges } = await booked(wanted)
  expect(charges).toHaveLength(1)
  expect(outcome).toEqual({ status: 'succeeded', processorRef: intents[0]!.id })
})

test('a failure that does not end leaves the outcome open; the next question under the same key finds it', async () => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  await stripe.control('react', { reactions: [{ at: POST, reset: true, when: 'after', times: 20 }] })
  expect(await charge(wanted)).toEqual({ status: 'unknown' })
  await stripe.control('react', { reactions: [], clear: true })
  expect(await find(wanted)).toBeNull()
  expect(await charge(wanted)).toMatchObject({ status: 'succeeded' })
  expect((await booked(wanted)).charges).toHaveLength(1)
})

test('the same key for something else charges nothing more and answers with what is there', async () => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  const outcome = await charge(wanted)
  expect(await charge({ ...wanted, total: 999_99 })).toEqual(outcome)
  expect((await booked(wanted)).charges).toMatchObject([{ amount: 103_50 }])
})

test('after 23 hours the key is not used any more: Stripe’s books tell', async () => {
  const card = await stripe.card(VISA)
  const old = stripe.charge({ card, requestedAt: new Date(Date.now() - 23.5 * HOUR_MS) })
  expect(await find(old)).toMatchObject({ status: 'declined', code: 'never_charged' })
  expect((await booked(old)).intents).toEqual([])
  const outcome = await charge(old)
  expect(await find(old)).toEqual(outcome)
  const declinedLater = stripe.charge({ card, requestedAt: old.requestedAt })
  await stripe.control('decline', { card, codes: ['insufficient_funds'] })
  expect(await find(declinedLater)).toMatchObject({ code: 'never_charged' })
  const said = await charge(declinedLater)
  expect(await find(declinedLater)).toEqual(said)
  await stripe.control('react', { reactions: [{ status: 500, times: 9 }] })
  expect(await find(old)).toEqual({ status: 'unknown' })
})

const LONG_AGO = { requestedAt: new Date(Date.now() - 3 * 60_000) }
const STORED = { at: POST, status: 500, when: 'instead' as const }

test('a failure that Stripe keeps, with nothing in its books, is over after two minutes', async () => {
  const fresh = stripe.charge({ card: await stripe.card(VISA) })
  await stripe.control('react', { reactions: [STORED] })
  expect(await charge(fresh)).toEqual({ status: 'unknown' })
  expect(await find(fresh)).toBeNull()
  // By the database's clock, which the server's need not agree with.
  const old = { ...fresh, askedAt: new Date(fresh.requestedAt.getTime() + 121_000) }
  expect(await charge(old)).toEqual({
    status: 'declined',
    code: 'never_charged',
    message: 'The charge was never completed at the card processor. The card was not charged.',
  })
  expect(await charge({ ...old, total: 1_00 }), 'the key was used for something else').toMatchObject({
    code: 'never_charged',
  })
  expect((await booked(old)).intents).toEqual([])
})

test.each([
  ['no connection', [{ at: POST, reset: true, times: 9 }]],
  ['an answer that is not Stripe’s', [{ at: POST, status: 502, html: true, times: 9 }]],
  ['a key that is being worked on', [{ at: POST, status: 409, times: 9 }]],
  ['too many requests', [{ at: POST, status: 429, times: 9 }]],
  ['books that cannot be read', [{ at: 'GET', status: 503, times: 9 }, STORED]],
])('%s says nothing, however long ago', async (_, reactions) => {
  const wanted = stripe.charge({ card: await stripe.card(VISA), ...LONG_AGO })
  await stripe.control('react', { reactions })
  expect(await charge(wanted)).toEqual({ status: 'unknown' })
})

test.each([
  ['made and not tried', 'requires_confirmation', 'canceled'],
  ['without its card', 'requires_payment_method', 'canceled'],
  ['granted and not taken', 'requires_capture', 'canceled'],
] as const)('a payment that hangs, %s, is given up when nobody works on it any more', async (_, status, then) => {
  const wanted = stripe.charge({ card: await stripe.card(VISA) })
  await stripe.control('react', { reactions: [STORED] })
  await stripe.control('hang', { refill: wanted.idempotencyKey, status })
  expect(await charge(wanted)).toEqual({ status: 'unknown' })
  expect((await booked(wanted)).intents).toMatchObject([{ status }])
  expect(await charge({ ...wanted, ...LONG_AGO })).toMatchObject({ status: 'declined', code: 'never_charged' })
  expect(await booked(wanted)).toMatchObject({ intents: [{ status: then }], charges: [] })
})

test('a payment that is on its way is never a decline, until it is decided', async () => {
  const [paid, refused, canceled] = await Promise.all(
    [1, 2, 3].map(async () => stripe.charge({ card: await stripe.card(VISA), ...LONG_AGO })),
  )
  for (const wanted of [paid!, refused!, canceled!]) {
    await stripe.control('react', { reactions: [STORED] })
    await stripe.control('hang', { refill: wanted.idempotencyKey, status: 'processing' })
    expect(await charge(wanted)).toEqual({ status: 'unknown' })
    expect(await find({ ...wanted, requestedAt: new Date(Date.now() - 30 * HOUR_MS) })).toEqual({ status: 'unknown' })
  }
  await stripe.control('hang', { refill: paid!.idempotencyKey, status: 'succeeded' })
  expect(await charge(paid!)).toMatchObject({ status: 'succeeded' })
  await stripe.control('hang', {
    refill: refused!.idempotencyKey,
    status: 'requires_payment_method',
    failure: 'insufficient_funds',
  })
  expect(await charge(refused!)).toMatchObject({ status: 'declined', code: 'insufficient_funds' })
  await stripe.control('hang', { refill: canceled!.idempotencyKey, status: 'canceled' })
  expect(await charge(canceled!)).toMatchObject({ status: 'declined', code: 'never_charged' })
})
