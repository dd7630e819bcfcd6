import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import * as route from '../../app/api/webhooks/stripe/route'
import { useTestDatabase } from '../../db/testing/test-database'
import { log } from '../log'
import { requestCardRefund } from '../refills/request-card-refund'
import { requestRefill } from '../refills/request-refill'
import { resolveDueRefills } from '../refills/resolve-due-refills'
import { useEnv } from '../testing/use-env'
import { signWebhook } from '../payments/stripe/testing/send-webhooks'
import { createStripeTeam, type StripeTeam } from '../payments/stripe/testing/stripe-team'
import { useFakeStripe } from '../payments/stripe/testing/use-fake-stripe'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()
const stripe = useFakeStripe()
const MUST_CONFIRM = '4000002500003155'

type Sent = { secrets?: string[]; age?: number; signature?: string | null; payload?: string }

/** Sends a message as Stripe does, or as an attacker does. */
async function post(payload: string, { secrets, age = 0, signature, payload: other }: Sent = {}) {
  const signed =
    signature === undefined
      ? signWebhook(payload, secrets ?? [stripe.settings().webhookSecret], Math.floor(Date.now() / 1000) - age)
      : signature
  const reply = await route.POST(
    new Request('http://test/api/webhooks/stripe', {
      method: 'POST',
      body: other ?? payload,
      headers: signed === null ? {} : { 'Stripe-Signature': signed },
    }),
  )
  return { status: reply.status, body: (await reply.json()) as { handled?: boolean } }
}

/** The newest message of Stripe about something. */
async function findEvent(type: string, of: string): Promise<string> {
  const { events } = await stripe.control('books', {})
  const event = events.filter((each) => each.type === type && JSON.stringify(each.data.object).includes(of)).at(-1)
  if (!event) throw new Error(`Stripe has not reported ${type} ${of}`)
  return JSON.stringify(event)
}
const deliver = async (type: string, of: string) => (await post(await findEvent(type, of))).status

const madeUp = (type = 'customer.created', more: object = {}) =>
  JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: 'event',
    type,
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: { id: 'cus_1', object: 'customer' } },
    ...more,
  })

async function refill(team: StripeTeam, card: string, amount = 100_00) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId: card }))
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result.refill
}

const stateOf = async (id: string) =>
  (
    await sql`
  select status, failure_code as "failureCode", action_ref as "actionRef", action_url as "actionUrl", refunded + refunded_fee as refunded, processor_ref as ref
  from refills where id = ${id}`
  )[0]!
const balanceOf = async (teamId: number) => {
  const [{ balance }] = await sql<[{ balance: number }]>`
    select debits_posted - credits_posted as balance from ledger_accounts where team_id = ${teamId} and kind = 'postage'`
  return balance
}
const noted = async (payload: string) =>
  (await sql`select from processor_events where id = ${(JSON.parse(payload) as { id: string }).id}`).length

test('accepts what Stripe has signed for this endpoint a short time ago', async () => {
  const secret = stripe.settings().webhookSecret
  const now = Math.floor(Date.now() / 1000)
  expect(await post(madeUp())).toEqual({ status: 200, body: { received: true, handled: true } })
  expect((await post(madeUp(), { age: 290 })).status).toBe(200)
  expect((await post(madeUp(), { age: -290 })).status, 'by a clock that is ahead').toBe(200)
  expect((await post(madeUp(), { secrets: ['whsec_old0000000', secret] })).status, 'while the secret is changed').toBe(
    200,
  )
  expect((await post(madeUp(), { secrets: [secret, 'whsec_new0000000'] })).status).toBe(200)
  const refused: [string, Sent][] = [
    ['no signature', { signature: null }],
    ['an empty one', { signature: '' }],
    ['nonsense', { signature: 't=,v1=' }],
    ['only a time', { signature: `t=${now}` }],
    ['another secret', { secrets: ['whsec_other00000'] }],
    ['two other secrets', { secrets: ['whsec_other00000', 'whsec_third00000'] }],
    ['too old', { age: 302 }],
    ['an hour ahead', { age: -3_600 }],
    ['a moment too far ahead', { age: -303 }],
    ['two times', { signature: `t=${now},${signWebhook(madeUp(), [secret], now)}` }],
    [
      'the header twice',
      { signature: `${signWebhook(madeUp(), [secret], now)}, ${signWebhook(madeUp(), [secret], now)}` },
    ],
    ['a time that is no number', { signature: `t=+${now},v1=00` }],
    ['a long header', { signature: `${signWebhook(madeUp(), [secret], now)},${'v1=00,'.repeat(200_000)}` }],
    ['another body', { payload: madeUp() }],
    ['one more space', { payload: `${madeUp()} ` }],
    [
      'the right digest under another scheme',
      { signature: signWebhook('{}', [secret], now).replace('v1=', 'v2='), payload: '{}' },
    ],
    [
      'the right digest of another time',
      { signature: signWebhook('{}', [secret], now - 10).replace(/t=\d+/, `t=${now}`), payload: '{}' },
    ],
  ]
  for (const [words, sent] of refused) {
    const payload = madeUp()
    expect((await post(payload, sent)).status, words).toBe(400)
    expect(await noted(payload), words).toBe(0)
  }
  expect((await post(madeUp('customer.created', { livemode: true }))).status, 'of the other mode').toBe(400)
  expect((await post(JSON.stringify({ padding: 'x'.repeat(600_000) }))).status).toBe(413)
  expect((await route.GET(new Request('http://test/'))).status).toBe(405)
})

test('is not there without an account at Stripe', async () => {
  const settings = stripe.settings()
  useEnv()
  expect((await post(madeUp(), { secrets: ['whsec_x'] })).status).toBe(404)
  useEnv({
    STRIPE_SECRET_KEY: settings.secretKey,
    STRIPE_WEBHOOK_SECRET: settings.webhookSecret,
    STRIPE_API_BASE: settings.apiBase,
  })
})

test('what Stripe has signed and nobody can ever read is accepted once, with a line in the log', async () => {
  const warn = vi.spyOn(log, 'warn')
  const object = { id: 'pi_1', amount_received: 10_00, metadata: {} }
  const type = 'payment_intent.succeeded'
  const odd: string[] = [
    'no JSON',
    '\0',
    '[]',
    'null',
    '7',
    '"text"',
    '{}',
    '['.repeat(100_000),
    ...[
      { id: undefined },
      { id: 7 },
      { id: 'evt_\0' },
      { id: 'x'.repeat(300) },
      { type: undefined },
      { type: [] },
      { type: { a: 1 } },
      { created: 'now' },
      { created: 1e300 },
      { created: -1 },
      { livemode: 'false' },
      { livemode: undefined },
      { data: undefined },
      { data: null },
      { data: [] },
      { data: { object: null } },
      { data: { object: [] } },
      { data: { object: 'pi_1' } },
    ].map((change) => madeUp('customer.created', change)),
    ...[
      { id: 7 },
      { id: 'pi_\0' },
      { id: null },
      { amount_received: '1000' },
      { amount_received: -1 },
      { amount_received: 1.5 },
      { amount_received: 1e300 },
      { metadata: [] },
      { metadata: 'text' },
      { metadata: { team: 7 } },
      { metadata: { refill: null } },
      { metadata: { team: { id: 1 } } },
    ].map((change) => madeUp(type, { data: { object: { ...object, ...change } } })),
    madeUp('charge.refunded', {
      data: { object: { metadata: {}, payment_intent: { id: 7 }, amount: 1, amount_refunded: 1 } },
    }),
    madeUp('charge.dispute.created', { data: { object: { id: ['dp_1'] } } }),
    madeUp('checkout.session.completed', {
      data: {
        object: { id: 'cs_1', mode: 1, metadata: {}, payment_status: 'paid', payment_intent: null, amount_total: null },
      },
    }),
    madeUp('payment_method.detached', { data: { object: {} } }),
    madeUp('refund.failed', { data: { object: { status: 7 } } }),
    madeUp('__proto__', { data: {} }),
  ]
  for (const payload of odd) {
    warn.mockClear()
    expect(await post(payload), payload.slice(0, 200)).toEqual({
      status: 200,
      body: { received: true, handled: false },
    })
    expect(warn, payload.slice(0, 200)).toHaveBeenCalledOnce()
  }
  expect(await sql`select from processor_events where id like 'evt_%' and type = ${type}`).toHaveLength(0)
  expect(await post(madeUp('charge.dispute.created', { data: { object: { id: 'du_unknown' } } }))).toMatchObject({
    status: 200,
  })
  expect(
    await post(
      madeUp(type, {
        data: { object: { ...object, metadata: { team: '9'.repeat(15), refill: randomUUID(), other: 'x' } } },
      }),
    ),
  ).toMatchObject({ status: 200 })
})

test('a message that comes twice, or many times at once, changes nothing more', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard())
  const payload = await findEvent('payment_intent.succeeded', made.id)
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(payload)))
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(await post(payload)).toEqual({ status: 200, body: { received: true, handled: false } })
  expect([await noted(payload), await balanceOf(team.id)]).toEqual([1, 100_00])
})

test('the message may come before the answer, and instead of it', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await stripe.control('react', {
    reactions: [{ at: 'POST /v1/payment_intents', when: 'after', reset: true, times: 20 }],
  })
  const made = await refill(team, card)
  await stripe.control('react', { reactions: [], clear: true })
  expect(made.status).toBe('processing')
  expect(await deliver('payment_intent.succeeded', made.id)).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'posted', ref: expect.stringMatching(/^pi_/) })
  expect(await balanceOf(team.id)).toBe(100_00)
  const { charges } = await stripe.control('books', {})
  expect(charges.filter(({ metadata }) => metadata.refill === made.id)).toMatchObject([{ amount: 103_50 }])
})

test('a payment that the bank wants confirmed waits, and posts when it is; a failed try on the page fails nothing', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard(MUST_CONFIRM))
  const waiting = await stateOf(made.id)
  expect(waiting).toMatchObject({ status: 'processing', actionUrl: expect.stringContaining('/c/pay/cs_test_') })
  expect(await deliver('payment_intent.payment_failed', made.id), 'of the first try').toBe(200)
  expect(await deliver('payment_intent.canceled', made.id)).toBe(200)
  expect(await stateOf(made.id)).toEqual(waiting)
  const session = waiting.actionRef as string
  await expect(stripe.control('person', { session, does: 'decline' })).rejects.toThrow()
  expect(await deliver('payment_intent.payment_failed', made.id), 'of the try on the page').toBe(200)
  expect(await stateOf(made.id)).toEqual(waiting)
  await stripe.control('person', { session, does: 'approve' })
  expect(await deliver('checkout.session.completed', session)).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'posted', actionUrl: null })
  expect(await deliver('payment_intent.succeeded', made.id), 'the same in another message').toBe(200)
  expect(await balanceOf(team.id)).toBe(100_00)
})

test('one that nobody confirms fails when Stripe has closed the page', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard(MUST_CONFIRM))
  const { actionRef } = await stateOf(made.id)
  await sql`update refills set ask_at = now() where id = ${made.id}`
  await resolveDueRefills()
  expect(await stateOf(made.id)).toMatchObject({ status: 'processing' })
  await stripe.control('person', { session: actionRef as string, does: 'expire' })
  expect(await deliver('checkout.session.expired', made.id)).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'failed', failureCode: 'not_confirmed', actionUrl: null })
  expect(await balanceOf(team.id)).toBe(0)
})

test('what is refunded in Stripe’s dashboard leaves the balance, also if it is reported before the payment', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await stripe.control('react', {
    reactions: [{ at: 'POST /v1/payment_intents', when: 'after', reset: true, times: 20 }],
  })
  const made = await refill(team, card)
  await stripe.control('react', { reactions: [], clear: true })
  const { intents } = await stripe.control('books', {})
  const intent = intents.find(({ metadata }) => metadata.refill === made.id)!
  await stripe.control('refund', { intent: intent.id, amount: 40_00 })
  const first = await findEvent('charge.refunded', made.id)
  await stripe.control('refund', { intent: intent.id, amount: 20_00 })
  expect(await deliver('charge.refunded', made.id), 'the second first').toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'posted', refunded: 60_00 })
  expect((await post(first)).status).toBe(200)
  expect(await deliver('payment_intent.succeeded', made.id)).toBe(200)
  expect(await balanceOf(team.id)).toBe(40_00)
})

test('a dispute takes the money back, winning it brings it again; an inquiry does neither', async () => {
  const team = await createStripeTeam(sql, stripe)
  const asked = await refill(team, await team.addCard('4000000000001976'), 20_00)
  expect(await deliver('charge.dispute.created', (await stateOf(asked.id)).ref as string)).toBe(200)
  expect(await stateOf(asked.id)).toMatchObject({ status: 'posted' })

  const made = await refill(team, await team.addCard('4000000000000259'))
  const intent = (await stateOf(made.id)).ref as string
  const created = await findEvent('charge.dispute.created', intent)
  expect((await post(created)).status).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'reversed' })
  expect(await balanceOf(team.id)).toBe(20_00)
  const { disputes } = await stripe.control('books', {})
  await stripe.control('decide', {
    dispute: disputes.find((each) => each.payment_intent === intent)!.id,
    status: 'won',
  })
  expect(await deliver('charge.dispute.closed', intent)).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'posted' })
  expect(await balanceOf(team.id)).toBe(120_00)
  expect(
    (await post(JSON.stringify({ ...(JSON.parse(created) as object), id: `evt_${randomUUID()}` }))).status,
    'the first again, late',
  ).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'posted' })
})

test('an inquiry that becomes a dispute takes the money then', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard('4000000000001976'))
  const intent = (await stateOf(made.id)).ref as string
  const { disputes } = await stripe.control('books', {})
  await stripe.control('decide', {
    dispute: disputes.find((each) => each.payment_intent === intent)!.id,
    status: 'needs_response',
  })
  expect(await deliver('charge.dispute.funds_withdrawn', intent)).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'reversed' })
})

test('while Stripe does not answer, a message is not accepted, and is handled when it comes again', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard('4000000000000259'))
  const payload = await findEvent('charge.dispute.created', (await stateOf(made.id)).ref as string)
  await stripe.control('react', {
    reactions: [{ at: 'GET /v1/disputes', status: 500, headers: { 'Stripe-Should-Retry': 'false' } }],
  })
  expect((await post(payload)).status).toBe(500)
  expect([await noted(payload), (await stateOf(made.id)).status]).toEqual([0, 'posted'])
  expect((await post(payload)).status).toBe(200)
  expect([await noted(payload), (await stateOf(made.id)).status]).toEqual([1, 'reversed'])
})

test('a card whose page was closed before the way back is added; one that Stripe forgets is removed', async () => {
  const team = await createStripeTeam(sql, stripe)
  await team.addCard()
  const { sessions } = await stripe.control('books', {})
  const page = sessions.find(({ customer, status }) => customer === team.customer && status === 'open')!
  await stripe.control('person', { session: page.id, number: '378282246310005', does: 'add' })
  expect(await deliver('checkout.session.completed', page.id)).toBe(200)
  const cards = () =>
    sql`select label, processor_ref as ref, removed_at is not null as removed from payment_methods where team_id = ${team.id} order by created_at`
  const [, amex] = await cards()
  expect(amex).toMatchObject({ label: 'American Express •••• 0005', removed: false })
  await stripe.control('detach', { card: amex!.ref as string })
  expect(await deliver('payment_method.detached', amex!.ref as string)).toBe(200)
  expect(await cards()).toMatchObject([{ removed: false }, { removed: true }])
})

test('what is of another installation, or of another amount, changes nothing', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard(MUST_CONFIRM))
  const intent = (metadata: object, amount: number) =>
    madeUp('payment_intent.succeeded', {
      data: { object: { id: 'pi_made_up', object: 'payment_intent', amount_received: amount, metadata } },
    })
  for (const payload of [
    intent({ team: String(team.id), refill: randomUUID() }, 103_50),
    intent({ team: 'x', refill: made.id }, 103_50),
    intent({}, 103_50),
    intent({ team: String(team.id + 1_000), refill: made.id }, 103_50),
    intent({ team: String(team.id), refill: made.id }, 100_00),
  ])
    expect((await post(payload)).status).toBe(200)
  expect(await stateOf(made.id)).toMatchObject({ status: 'processing' })
})

test('a refund that the card’s bank sends back brings its postage back, once', async () => {
  const team = await createStripeTeam(sql, stripe)
  const { id } = await refill(team, await team.addCard())
  const result = await requestCardRefund(team.admin, {
    key: randomUUID(),
    refillId: id,
    amount: 40_00,
    reason: 'Too much',
  })
  expect(result).toMatchObject({ ok: true, refund: { status: 'refunded' } })
  expect(await balanceOf(team.id)).toBe(60_00)
  const { refunds } = await stripe.control('books', {})
  await stripe.control('refunded', { refund: refunds.at(-1)!.id, status: 'failed' })
  expect(await deliver('refund.failed', refunds.at(-1)!.id)).toBe(200)
  expect(await deliver('refund.failed', refunds.at(-1)!.id)).toBe(200)
  expect(await balanceOf(team.id)).toBe(100_00)
  expect((await stateOf(id)).refunded).toBe(0)
})
