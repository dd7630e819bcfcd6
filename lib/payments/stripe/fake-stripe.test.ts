import { createHmac } from 'node:crypto'
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { stripeClient } from './stripe-client'
import { signWebhook } from './testing/send-webhooks'
import { useFakeStripe } from './testing/use-fake-stripe'

/** Whether the fake Stripe is as strict as Stripe: a test that passes with it should say something. */
const stripe = useFakeStripe()

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${stripe.url()}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { Authorization: `Bearer ${stripe.settings().secretKey}`, ...headers },
  })
  return {
    status: answer.status,
    replayed: answer.headers.get('idempotent-replayed'),
    body: (await answer.json()) as { id?: string; error?: { code?: string; type: string } },
  }
}

const payment = { amount: '1000', currency: 'usd' }

test.each([
  ['a parameter that Stripe has taken away', { ...payment, 'payment_method_types[0]': 'card' }, 'parameter_unknown'],
  ['one of no endpoint', { ...payment, tip: '1' }, 'parameter_unknown'],
  ['no amount', { currency: 'usd' }, 'parameter_missing'],
  ['dollars', { ...payment, amount: '10.00' }, 'parameter_invalid_integer'],
  ['next to nothing', { ...payment, amount: '49' }, 'amount_too_small'],
  ['nobody', { ...payment, customer: 'cus_nobody' }, 'resource_missing'],
  ['an unknown part', { ...payment, 'metadata[a][b]': '1' }, undefined],
])('refuses %s', async (_, form, code) => {
  const { status, body } = await post('/v1/payment_intents', form)
  expect(status).toBe(code === 'resource_missing' ? 404 : 400)
  expect(body.error?.type).toBe('invalid_request_error')
  expect(body.error?.code).toBe(code)
})

test('refuses a page that Stripe would not make', async () => {
  const session = {
    mode: 'payment',
    success_url: 'http://localhost/',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '1000',
    'line_items[0][price_data][product_data][name]': 'Postage',
  }
  expect((await post('/v1/checkout/sessions', session)).status).toBe(200)
  const wrongs: Record<string, string>[] = [
    { expires_at: String(Math.floor(Date.now() / 1000) + 25 * 3600) },
    { expires_at: String(Math.floor(Date.now() / 1000) + 60) },
    { 'payment_method_types[0]': 'card' },
    { 'payment_intent_data[customer]': 'cus_x' },
    { 'line_items[0][price_data][product_data][title]': 'x' },
    { 'setup_intent_data[description]': 'x' },
  ]
  for (const wrong of wrongs)
    expect((await post('/v1/checkout/sessions', { ...session, ...wrong })).status, JSON.stringify(wrong)).toBe(400)
  expect(
    (await post('/v1/checkout/sessions', { mode: 'setup', success_url: 'http://localhost/' })).body.error?.code,
  ).toBe('parameter_missing')
})

test('lets in the key of the account alone', async () => {
  expect((await post('/v1/customers', {}, { Authorization: 'Bearer sk_test_other' })).status).toBe(401)
})

test('keeps an idempotency key for a day, and no request that it has not begun', async () => {
  const key = { 'Idempotency-Key': 'key-1' }
  expect((await post('/v1/customers', { nickname: 'x' }, key)).status).toBe(400)
  const first = await post('/v1/customers', { name: 'A' }, key)
  const again = await post('/v1/customers', { name: 'A' }, key)
  expect([again.body, again.replayed]).toEqual([first.body, 'true'])
  const other = await post('/v1/customers', { name: 'B' }, key)
  expect([other.status, other.body.error?.type]).toEqual([400, 'idempotency_error'])
  await stripe.control('clock', { hours: 25 })
  const later = await post('/v1/customers', { name: 'B' }, key)
  expect([later.status, later.body.id === first.body.id]).toEqual([200, false])
})

test('lists in pages as the library walks through them', async () => {
  for (let each = 0; each < 12; each++) await post('/v1/payment_intents', { ...payment, customer: stripe.customer() })
  const seen = new Set<string>()
  for await (const intent of stripeClient(stripe.settings()).paymentIntents.list({
    customer: stripe.customer(),
    limit: 5,
  }))
    seen.add(intent.id)
  expect(seen.size).toBeGreaterThanOrEqual(12)
})

test('signs as Stripe’s own library does', () => {
  const timestamp = Math.floor(Date.now() / 1000)
  const theirs = Stripe.webhooks.generateTestHeaderString({ payload: '{"a":1}', secret: 'whsec_x', timestamp })
  expect(signWebhook('{"a":1}', ['whsec_x'], timestamp)).toBe(`${theirs},v0=not-for-production`)
  expect(theirs).toContain(createHmac('sha256', 'whsec_x').update(`${timestamp}.{"a":1}`).digest('hex'))
})

test('a page is expired once, and its payment is canceled with it', async () => {
  const session = {
    mode: 'payment',
    success_url: 'http://localhost/',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'usd',
    'line_items[0][price_data][unit_amount]': '1000',
    'line_items[0][price_data][product_data][name]': 'Postage',
  }
  const { body } = await post('/v1/checkout/sessions', session)
  const page = `/v1/checkout/sessions/${body.id}`
  await expect(stripe.control('person', { session: body.id!, does: 'decline' })).rejects.toThrow(/authentication/)
  const [intent] = (await stripe.control('books', {})).sessions.filter(({ id }) => id === body.id)
  expect((await post(`/v1/payment_intents/${intent!.payment_intent}/cancel`, {})).status, 'not by itself').toBe(400)
  expect(await post(`${page}/expire`, {})).toMatchObject({ status: 200, body: { status: 'expired', url: null } })
  expect(await post(`${page}/expire`, {})).toMatchObject({
    status: 400,
    body: { error: { type: 'invalid_request_error' } },
  })
  expect((await stripe.control('books', {})).intents.at(-1)).toMatchObject({ status: 'canceled' })
})

test('a failure that is kept under a key comes again, and nothing has happened', async () => {
  await stripe.control('react', { reactions: [{ at: 'POST /v1/payment_intents', when: 'instead', status: 500 }] })
  const key = { 'Idempotency-Key': 'instead' }
  const count = async () => (await stripe.control('books', {})).intents.length
  const before = await count()
  expect(await post('/v1/payment_intents', payment, key)).toMatchObject({ status: 500, replayed: null })
  expect(await post('/v1/payment_intents', payment, key)).toMatchObject({ status: 500, replayed: 'true' })
  expect(await count()).toBe(before)
})
