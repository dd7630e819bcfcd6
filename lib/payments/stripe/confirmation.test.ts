import { expect, test } from 'vitest'
import type { Charge, ChargeOutcome } from '../card-processor'
import { cancelConfirmation } from './cancel-confirmation'
import { chargeCard } from './charge-card'
import { findCharge } from './find-charge'
import { useFakeStripe } from './testing/use-fake-stripe'

const stripe = useFakeStripe()
const MUST_CONFIRM = '4000002500003155'

const charge = (wanted: Charge) => chargeCard(stripe.settings(), wanted)
const find = (wanted: Charge) => findCharge(stripe.settings(), wanted)

/** A refill whose bank requires a confirmation, and the id of its page. */
async function awaitingConfirmation(): Promise<{ wanted: Charge; ref: string; outcome: ChargeOutcome }> {
  const wanted = stripe.charge({ card: await stripe.card(MUST_CONFIRM) })
  const outcome = await charge(wanted)
  if (outcome.status !== 'action_required') throw new Error(JSON.stringify(outcome))
  return { wanted: { ...wanted, actionRef: outcome.ref }, ref: outcome.ref, outcome }
}

async function booked({ idempotencyKey }: Charge) {
  const { intents, charges, sessions } = await stripe.control('books', {})
  return {
    intents: intents.filter(({ metadata }) => metadata.refill === idempotencyKey),
    charges: charges.filter(({ metadata }) => metadata.refill === idempotencyKey),
    sessions: sessions.filter(({ metadata }) => metadata?.refill === idempotencyKey),
  }
}

test('if the bank requires a confirmation, the person gets a page of Stripe’s, and the intent is canceled', async () => {
  const { wanted, ref, outcome } = await awaitingConfirmation()
  const { intents, sessions } = await booked(wanted)
  expect(intents).toMatchObject([{ status: 'canceled' }])
  const back = `http://localhost:3000/history/postage/${wanted.idempotencyKey}`
  expect(sessions).toMatchObject([
    {
      id: ref,
      mode: 'payment',
      status: 'open',
      amount_total: 103_50,
      customer: stripe.customer(),
      success_url: back,
      cancel_url: back,
    },
  ])
  expect(sessions[0]!.expires_at - sessions[0]!.created).toBe(24 * 3600)
  expect(await charge({ ...wanted, actionRef: null }), 'asked again').toEqual(outcome)
  expect(await find(wanted)).toEqual(outcome)
  expect((await booked(wanted)).sessions).toHaveLength(1)
})

test('a payment that the person approves counts, once', async () => {
  const { wanted, ref } = await awaitingConfirmation()
  await stripe.control('person', { session: ref, number: MUST_CONFIRM, does: 'approve' })
  const { intents, charges } = await booked(wanted)
  expect(charges).toMatchObject([{ amount: 103_50 }])
  const outcome = await find(wanted)
  expect(outcome).toEqual({
    status: 'succeeded',
    processorRef: intents.find(({ status }) => status === 'succeeded')!.id,
  })
})

test('one that they do not approve may be tried again on the same page', async () => {
  const { wanted, ref, outcome } = await awaitingConfirmation()
  await expect(stripe.control('person', { session: ref, does: 'decline' })).rejects.toThrow(/failed authentication/)
  expect(await find(wanted)).toEqual(outcome)
  await stripe.control('person', { session: ref, does: 'approve' })
  expect(await find(wanted)).toMatchObject({ status: 'succeeded' })
})

test('it fails when Stripe has closed the page, and not before', async () => {
  const { wanted, ref, outcome } = await awaitingConfirmation()
  expect(await find({ ...wanted, requestedAt: new Date(Date.now() - 30 * 3_600_000) })).toEqual(outcome)
  await stripe.control('person', { session: ref, does: 'expire' })
  expect(await find(wanted)).toMatchObject({
    status: 'declined',
    code: 'not_confirmed',
    message: expect.stringMatching(/was not charged/),
  })
})

test.each([
  ['after the attempt', { at: 'POST /v1/payment_intents/', reset: true, times: 9 }],
  ['after it was cancelled', { at: 'POST /v1/checkout', status: 503, times: 9 }],
  ['after the page was made', { at: 'POST /v1/checkout', reset: true, when: 'after' as const, times: 9 }],
])('what breaks off %s goes on with the next question, with one page', async (_, reaction) => {
  const wanted = stripe.charge({ card: await stripe.card(MUST_CONFIRM) })
  await stripe.control('react', { reactions: [reaction] })
  expect(await charge(wanted)).toEqual({ status: 'unknown' })
  await stripe.control('react', { reactions: [], clear: true })
  expect(await charge(wanted)).toMatchObject({ status: 'action_required' })
  expect(await booked(wanted)).toMatchObject({
    charges: [],
    intents: [{ status: 'canceled' }],
    sessions: [{ status: 'open' }],
  })
})

test('a page that nobody has written down is found by its metadata when the key is old', async () => {
  const { wanted, outcome } = await awaitingConfirmation()
  const lost = { ...wanted, actionRef: null, requestedAt: new Date(Date.now() - 23.5 * 3_600_000) }
  expect(await find(lost)).toEqual(outcome)
})

test('the page can be gone through without a script', async () => {
  const { wanted, ref, outcome } = await awaitingConfirmation()
  const { url } = outcome as { url: string }
  expect(await (await fetch(url)).text()).toContain('Pay $103.50')
  const press = (answer: string) =>
    fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ number: MUST_CONFIRM, expiry: '12 / 30', answer }),
    })
  expect(await (await press('decline')).text()).toContain('role="alert"')
  const paid = await press('approve')
  expect([paid.status, paid.headers.get('location')]).toEqual([
    303,
    `http://localhost:3000/history/postage/${wanted.idempotencyKey}`,
  ])
  expect(await (await fetch(url)).text()).toContain('expired')
  expect(await find({ ...wanted, actionRef: ref })).toMatchObject({ status: 'succeeded' })
})

test('a page that is complete and not paid waits for its payment, which decides', async () => {
  const paid = await awaitingConfirmation()
  const refused = await awaitingConfirmation()
  for (const { wanted, ref } of [paid, refused]) {
    await stripe.control('person', { session: ref, does: 'wait' })
    expect(await find(wanted)).toEqual({ status: 'unknown' })
    const lost = { ...wanted, actionRef: null, requestedAt: new Date(Date.now() - 23.5 * 3_600_000) }
    expect(await find(lost), 'where nobody has written the page down').toEqual({ status: 'unknown' })
  }
  await stripe.control('hang', { refill: paid.wanted.idempotencyKey, status: 'succeeded' })
  expect(await find(paid.wanted)).toMatchObject({ status: 'succeeded' })
  await stripe.control('hang', {
    refill: refused.wanted.idempotencyKey,
    status: 'requires_payment_method',
    failure: 'insufficient_funds',
  })
  expect(await find(refused.wanted)).toMatchObject({ status: 'declined', code: 'insufficient_funds' })
  expect(await booked(refused.wanted)).toMatchObject({ sessions: [{ id: refused.ref }], charges: [] })
})

test('a page that Stripe refuses to make is over after two minutes', async () => {
  const wanted = stripe.charge({ card: await stripe.card(MUST_CONFIRM) })
  await stripe.control('react', { reactions: [{ at: 'POST /v1/checkout', status: 500, when: 'instead' }] })
  expect(await charge(wanted)).toEqual({ status: 'unknown' })
  const old = { ...wanted, requestedAt: new Date(Date.now() - 3 * 60_000) }
  expect(await charge(old)).toMatchObject({ status: 'declined', code: 'never_charged' })
  expect(await booked(old)).toMatchObject({ intents: [{ status: 'canceled' }], charges: [], sessions: [] })
})

const cancel = (wanted: Charge) => cancelConfirmation(stripe.settings(), wanted)

test('a confirmation that is canceled cannot be given any more, also after a failed try', async () => {
  for (const tried of [false, true]) {
    const { wanted, ref, outcome } = await awaitingConfirmation()
    if (tried) await expect(stripe.control('person', { session: ref, does: 'decline' })).rejects.toThrow(/failed/)
    expect(await cancel(wanted)).toEqual({ status: 'canceled' })
    expect(await cancel(wanted), 'again').toEqual({ status: 'canceled' })
    expect(await (await fetch((outcome as { url: string }).url)).text()).toContain('expired')
    expect(await find(wanted)).toMatchObject({
      status: 'declined',
      message: expect.stringMatching(/was closed before/),
    })
    expect(await booked(wanted)).toMatchObject({ charges: [], sessions: [{ status: 'expired' }] })
  }
})

test('one that was given a moment ago counts', async () => {
  const paid = await awaitingConfirmation()
  await stripe.control('person', { session: paid.ref, does: 'approve' })
  expect(await cancel(paid.wanted)).toEqual(await find(paid.wanted))
  expect(await cancel(paid.wanted)).toMatchObject({ status: 'succeeded' })

  const underWay = await awaitingConfirmation()
  await stripe.control('person', { session: underWay.ref, does: 'wait' })
  expect(await cancel(underWay.wanted)).toEqual({ status: 'under_way' })
  const { idempotencyKey: refill } = underWay.wanted
  await stripe.control('hang', { refill, status: 'requires_payment_method', failure: 'insufficient_funds' })
  expect(await cancel(underWay.wanted)).toMatchObject({ status: 'declined', code: 'insufficient_funds' })
})

test.each([
  ['before', { at: 'POST /v1/checkout', status: 503, times: 9 }],
  ['after', { at: 'POST /v1/checkout', reset: true, when: 'after' as const, times: 9 }],
  ['when it is asked', { at: 'GET /v1/checkout', reset: true, times: 9 }],
])('a cancellation that breaks off %s is not known, and can be repeated', async (_, reaction) => {
  const { wanted } = await awaitingConfirmation()
  await stripe.control('react', { reactions: [reaction] })
  expect(await cancel(wanted)).toEqual({ status: 'unknown' })
  await stripe.control('react', { reactions: [], clear: true })
  expect(await cancel(wanted)).toEqual({ status: 'canceled' })
})

test('without a confirmation there is nothing to cancel', async () => {
  expect(await cancel(stripe.charge({ card: 'pm_1' }))).toEqual({ status: 'unknown' })
})
