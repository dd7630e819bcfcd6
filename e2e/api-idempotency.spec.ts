import {
  expectProblem,
  methodId,
  newCard,
  newKey,
  newTeam,
  readBooks,
  send,
  type ApiResponse,
  type RequestOptions,
} from './api'
import type { Copy } from './start-copy'
import { expect, test } from './test'

/** Sends a write with an Idempotency-Key of our choice. */
const keyed = (copy: Copy, apiKey: string, key: string, options: RequestOptions) =>
  send(copy, apiKey, { ...options, headers: { 'Idempotency-Key': key, ...options.headers } })

const refill = (body: object | string = { amount: 10_00 }): RequestOptions => ({ path: '/refills', body })
const label = (body: object | string = { carrier: 'usps', amount: 1_00 }): RequestOptions => ({ path: '/labels', body })

const isReplay = ({ headers }: ApiResponse) => headers['idempotency-replayed'] === 'true'

/** What the test made since it began: refills, labels, and what the processor was asked to charge. */
async function made({ sql }: Copy) {
  const [rows] = await sql`
    select (select count(*) from refills where actor_type = 'api_key') as refills,
      (select count(*) from labels where actor_type = 'api_key') as labels,
      (select coalesce(json_agg(c.amount), '[]') from test_processor_charges c join refills r on r.id::text = c.idempotency_key
        where r.actor_type = 'api_key') as charges`
  return rows
}

test('a key has 1 to 255 visible ASCII characters, all of which count', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const visible = Array.from({ length: 94 }, (_, n) => String.fromCharCode(0x21 + n)).join('')
  const keys = ['k', 'K', visible, 'k'.repeat(254), 'k'.repeat(255), 'one,two', '"k"']
  for (const write of [refill(), label({ carrier: 'ups', amount: 1_00 })]) {
    for (const key of keys) {
      const reply = await keyed(copy, apiKey, key, write)
      expect([reply.status, isReplay(reply)], key).toEqual([201, false])
      expect(await keyed(copy, apiKey, key, write), key).toMatchObject({ status: 201, body: reply.body })
    }
  }
  // Blanks around a header's value are not part of it.
  expect(isReplay(await keyed(copy, apiKey, '  k  ', refill()))).toBe(true)
  expect(await made(copy)).toMatchObject({ refills: keys.length, labels: keys.length })
})

test('the same key at once, by card and with two API keys: one refill, one charge, and everybody is told of it', async ({
  copy,
}) => {
  const apiKeys = [await newKey(copy), await newKey(copy)]
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, n) => keyed(copy, apiKeys[n % 2]!, 'once', refill())),
  )
  expect(replies.filter((reply) => !isReplay(reply))).toHaveLength(1)
  for (const { status, headers, body } of replies) {
    expect([status, headers.location, body]).toEqual([201, replies[0]!.headers.location, replies[0]!.body])
  }
  expect(await made(copy)).toEqual({ refills: 1, labels: 0, charges: [10_35] })
})

test('the same key at once for different requests: one is done, the others are told so', async ({ copy }) => {
  const apiKey = await newKey(copy)
  for (const [path, body] of [
    ['/refills', {}],
    ['/labels', { carrier: 'usps' }],
  ] as const) {
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) => keyed(copy, apiKey, 'once', { path, body: { ...body, amount: 10_00 + n } })),
    )
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const reply of replies.filter(({ status }) => status !== 201))
      expectProblem(reply, 409, 'idempotency_mismatch')
  }
  expect(await made(copy)).toMatchObject({ refills: 1, labels: 1 })
})

test('a key is its team’s and its operation’s own', async ({ copy }) => {
  const [ours, otherTeams] = [await newKey(copy), await newTeam(copy, 'stranger')]
  const replies = await Promise.all([
    keyed(copy, ours, 'shared', refill()),
    keyed(copy, otherTeams, 'shared', refill()),
    keyed(copy, ours, 'shared', label()),
    keyed(copy, otherTeams, 'shared', label({ carrier: 'ups', amount: 7_00 })),
  ])
  expect(replies.map((reply) => [reply.status, isReplay(reply)])).toEqual(replies.map(() => [201, false]))
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(4)
  expect(await made(copy)).toMatchObject({ refills: 2, labels: 2 })
  // Each is repeated by its own team: what the other one has done with the key is neither shown nor in the way.
  expect((await keyed(copy, otherTeams, 'shared', refill())).body).toEqual(replies[1]!.body)
  expectProblem(await keyed(copy, otherTeams, 'shared', label()), 409, 'idempotency_mismatch')
})

test('one request may be written in many ways', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const first = await keyed(copy, apiKey, 'k', refill({ amount: 10_00, cost_account: 'MKT', memo: 'May' }))
  for (const body of [
    ' {\n\t"amount" : 1000 ,\r\n "cost_account":"MKT", "memo":"May" } ',
    '{"memo":"May","cost_account":"MKT","amount":1000}',
    '{"amount":1e3,"cost_account":"\\u004dKT","memo":"May"}',
    '{"amount":1000.0,"cost_account":"MKT","memo":"May"}',
    '{"amount":1000,"cost_account":" MKT","memo":"May\\u00a0"}',
  ]) {
    const reply = await keyed(copy, apiKey, 'k', refill(body))
    expect([reply.status, isReplay(reply), reply.body], body).toEqual([201, true, first.body])
  }
  const allocations = [
    { cost_account: 'MKT', amount: 4_00 },
    { cost_account: 'FIN', amount: 6_00 },
  ]
  const split = await keyed(copy, apiKey, 's', refill({ amount: 10_00, allocations }))
  const turned = allocations.map(({ cost_account, amount }) => ({ amount, cost_account }))
  expect((await keyed(copy, apiKey, 's', refill({ allocations: turned, amount: 10_00 }))).body).toEqual(split.body)
  expect(await made(copy)).toMatchObject({ refills: 2, charges: [10_35, 10_35] })
})

test('another request is another one even where its outcome would be the same', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const [card, reserve] = [await methodId(copy, 'credit_card'), await methodId(copy, 'reserve_account')]
  const pairs: [object, object][] = [
    [{ amount: 10_00 }, { amount: 10_01 }],
    // The default method, named: a default is no part of the request, since it may be another one by tomorrow.
    [{ amount: 10_00 }, { amount: 10_00, payment_method_id: card }],
    [{ amount: 10_00, payment_method_id: reserve }, { amount: 10_00 }],
    [{ amount: 10_00 }, { amount: 10_00, memo: '' }],
    [
      { amount: 10_00, cost_account: 'MKT' },
      { amount: 10_00, allocations: [{ cost_account: 'MKT', amount: 10_00 }] },
    ],
    [
      { amount: 10_00, cost_account: 'MKT' },
      { amount: 10_00, cost_account: 'NOPE' },
    ],
  ]
  for (const [index, [one, other]] of pairs.entries()) {
    expect(await keyed(copy, apiKey, `r${index}`, refill(one))).toMatchObject({ status: 201 })
    expectProblem(await keyed(copy, apiKey, `r${index}`, refill(other)), 409, 'idempotency_mismatch')
  }
  const usps = { carrier: 'usps', amount: 1_00 }
  expect(await keyed(copy, apiKey, 'l', label(usps))).toMatchObject({ status: 201 })
  for (const other of [
    { amount: 1_01 },
    { carrier: 'ups' },
    { service: 'Priority' },
    { reference: '' },
    { cost_account: 'MKT' },
  ]) {
    expectProblem(await keyed(copy, apiKey, 'l', label({ ...usps, ...other })), 409, 'idempotency_mismatch')
  }
  expect(await made(copy)).toMatchObject({ refills: pairs.length, labels: 1 })
})

test('a repeat needs none of what the first had: method, room and cost account may be gone', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const bought = { amount: 416_60, cost_account: 'MKT' }
  const first = await keyed(copy, apiKey, 'k', refill(bought))
  expect(first).toMatchObject({ status: 201, body: { balance_after: 500_00, payment_method: { type: 'credit_card' } } })
  await copy.sql`update payment_methods set active = false, is_default = false where type = 'credit_card'`
  await copy.sql`update payment_methods set is_default = true where type = 'reserve_account'`
  await copy.sql`update cost_accounts set active = false`
  const again = await keyed(copy, apiKey, 'k', refill(bought))
  expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body])
  // Who may not write is not told either.
  expectProblem(await keyed(copy, await newKey(copy, ['read']), 'k', refill(bought)), 403, 'forbidden')
})

test('a label’s refund is asked for once, and a repeat shows the label as it is by then', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const { body: printed } = await send(copy, apiKey, label())
  const options = { path: `/labels/${printed.id}/refund`, method: 'POST' }
  const replies = await Promise.all(Array.from({ length: 10 }, () => keyed(copy, apiKey, 'k', options)))
  expect(replies.filter((reply) => !isReplay(reply))).toHaveLength(1)
  for (const { status, headers, body } of replies) {
    expect([status, headers.location, body]).toEqual([
      202,
      `/api/v1/labels/${printed.id}`,
      { ...printed, status: 'refund_requested' },
    ])
  }
  await copy.sql`select refund_label(
    p_team => team_id, p_label => id, p_approved => true) from labels where id = ${printed.id}`
  const after = await keyed(copy, apiKey, 'k', options)
  expect([after.status, isReplay(after), after.body]).toEqual([202, true, { ...printed, status: 'refunded' }])
  expect((await send(copy, apiKey, { path: '/balance' })).body).toMatchObject({ available: 83_40, held: 0 })
})

test('a repeat shows the refill as it is by then: on its way, then posted', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const card = await newCard(copy, '4000000000000341')
  const options = refill({ amount: 10_00, payment_method_id: card })
  const first = await keyed(copy, apiKey, 'k', options)
  expect(first).toMatchObject({ status: 202, body: { status: 'processing', balance_after: null, posted_at: null } })
  const meanwhile = await keyed(copy, apiKey, 'k', options)
  expect([meanwhile.status, isReplay(meanwhile), meanwhile.body]).toEqual([202, true, first.body])
  // The processor's word arrives.
  await copy.sql`
    select settle_refill(p_team => r.team_id, p_refill => r.id, p_processor_ref => c.id::text) from refills r
    join test_processor_charges c on c.idempotency_key = r.id::text where r.id = ${first.body.id}`
  const settled = await keyed(copy, apiKey, 'k', options)
  expect([settled.status, isReplay(settled)]).toEqual([201, true])
  expect(settled.body).toEqual((await send(copy, apiKey, { path: `/refills/${first.body.id}` })).body)
  expect(settled.body).toMatchObject({ status: 'posted', balance_after: 93_40 })
  expect(await made(copy)).toEqual({ refills: 1, labels: 0, charges: [10_35] })
})

test('a declined card uses its key up: the repeat is declined again and asks nobody', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const card = await newCard(copy, '4000000000000002')
  const options = refill({ amount: 10_00, payment_method_id: card })
  const [first, again] = [await keyed(copy, apiKey, 'k', options), await keyed(copy, apiKey, 'k', options)]
  for (const reply of [first, again]) {
    expectProblem(reply, 402, 'payment_declined', [], { decline_code: 'card_declined', refill: first.body.refill })
  }
  expect([isReplay(first), isReplay(again)]).toEqual([false, true])
  expectProblem(await keyed(copy, apiKey, 'k', refill()), 409, 'idempotency_mismatch')
  expect(await made(copy)).toEqual({ refills: 1, labels: 0, charges: [10_35] })
})

test('what was refused leaves its key free', async ({ copy }) => {
  const apiKey = await newKey(copy)
  const before = await readBooks(copy)
  const refused = [
    refill({ amount: 9_99 }),
    refill({ amount: 500_01 }),
    refill({ amount: '1000' }),
    refill('{'),
    refill('[]'),
    refill({ amount: 10_00, payment_method_id: 'nonsense' }),
    refill({ amount: 10_00, cost_account: 'NOPE' }),
    { ...refill(), headers: { 'Content-Type': 'text/plain' } },
    label({ carrier: 'usps', amount: 83_41 }),
    label({ carrier: 'dhl', amount: 1_00 }),
    label({ carrier: 'usps', amount: 0 }),
    label({ carrier: 'usps', amount: 1_00, cost_account: 'NOPE' }),
  ]
  for (const each of refused) {
    const reply = await keyed(copy, apiKey, 'k', each)
    expect(reply.status, JSON.stringify(each)).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(isReplay(reply)).toBe(false)
  }
  expect(await readBooks(copy)).toEqual(before)
  for (const each of [refill(), label()]) {
    const reply = await keyed(copy, apiKey, 'k', each)
    expect([reply.status, isReplay(reply)]).toEqual([201, false])
  }
  // Once used, the key does not make a malformed request a known one.
  expectProblem(await keyed(copy, apiKey, 'k', refill('{')), 400, 'malformed_json')
})
