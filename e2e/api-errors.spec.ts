import { randomUUID } from 'node:crypto'
import { errorCodes } from '../lib/rules/errors'
import { expectProblem, methodId, newCard, newKey, newTeam, readBooks, send, type RequestOptions } from './api'
import { startCopy, type Copy } from './start-copy'
import { expect, test } from './test'
import { whileClosed } from './while-closed'

/** What a refusal says besides its code. */
type Says = {
  /** The fields that are to blame. */
  blames?: string[]
  members?: object
  headers?: Record<string, string>
}

type Refusal = {
  status: number
  says?: Says
  /** Brings the copy to where its code is the answer. */
  given?: (copy: Copy) => Promise<unknown>
  /** Requests, all of which are refused with this code and change nothing. */
  asked: Asked[] | ((copy: Copy) => Promise<Asked[]>)
}

type Asked = RequestOptions & { says?: Says }

const refill = { path: '/refills', body: { amount: 10_00 } }
const label = { path: '/labels', body: { carrier: 'ups', amount: 10_00 } }
const uspsLabel = (amount: number) => ({ path: '/labels', body: { carrier: 'usps', amount } })
const quote = { path: '/refills/quote', body: { amount: 10_00 } }
const writes = [refill, label]
/** Of no label: what is wrong with a request is said before what it names is looked for. */
const refund = { path: `/labels/${randomUUID()}/refund`, body: { reason: 'Printed twice' } }
const posts = [...writes, refund, quote]

const over = { ...refill.body, ignored: 'x'.repeat(64 * 1024) }
const refillBy = async (copy: Copy, type: Parameters<typeof methodId>[1], amount: number) => ({
  path: '/refills',
  body: { amount, payment_method_id: await methodId(copy, type) },
})
const liftLimit = ({ sql }: Copy) => sql`select set_limits(
  p_team => id, p_max_balance => 100_000_00) from teams where slug = 'demo'`

const allowed: Record<string, string> = {
  '/balance': 'GET, HEAD, OPTIONS',
  '/refills/quote': 'POST, OPTIONS',
  '/refills': 'GET, HEAD, POST, OPTIONS',
  [`/refills/${randomUUID()}`]: 'GET, HEAD, OPTIONS',
  '/payment-methods': 'GET, HEAD, OPTIONS',
  '/cost-accounts': 'GET, HEAD, OPTIONS',
  '/labels': 'GET, HEAD, POST, OPTIONS',
  [`/labels/${randomUUID()}`]: 'GET, HEAD, OPTIONS',
  [`/labels/${randomUUID()}/refund`]: 'POST, OPTIONS',
  '/ledger/entries': 'GET, HEAD, OPTIONS',
  '/openapi.json': 'GET, HEAD, OPTIONS',
}

/** Every refusal of lib/rules/errors.ts, and how to provoke it. The demo team has $83.40 and room for $416.60, $1,200.00 in reserve and $2,500.00 of credit. */
const refusals: Record<string, Refusal> = {
  unauthenticated: {
    status: 401,
    says: { headers: { 'www-authenticate': 'Bearer' } },
    async asked(copy) {
      const [revoked, expired] = [await newKey(copy), await newKey(copy)]
      await copy.sql`update api_keys set revoked_at = now() where prefix = ${revoked.slice(0, 8)}`
      await copy.sql`update api_keys set expires_at = now() where prefix = ${expired.slice(0, 8)}`
      const unknown = `Bearer ind_${'x'.repeat(43)}`
      const wrong = [
        undefined,
        'Bearer',
        'Basic aW5kOng=',
        'Bearer caf\u00e9',
        unknown,
        `Bearer ${revoked}`,
        `Bearer ${expired}`,
      ]
      return wrong.flatMap((Authorization) =>
        [{ path: '/balance' }, refill, label, refund].map((each) => ({ ...each, headers: { Authorization } })),
      )
    },
  },
  forbidden: {
    status: 403,
    async asked(copy) {
      const only = async (scope: 'read' | 'refills:write' | 'labels:write') => ({
        Authorization: `Bearer ${await newKey(copy, [scope])}`,
      })
      const [reader, buyer, printer] = [await only('read'), await only('refills:write'), await only('labels:write')]
      return [
        { ...refill, headers: reader },
        { ...label, headers: reader },
        { ...label, headers: buyer },
        { ...refill, headers: printer },
        { ...refund, headers: reader },
        { ...refund, headers: buyer },
        { ...quote, headers: buyer },
        { path: '/balance', headers: printer },
        { path: '/ledger/entries', headers: buyer },
      ]
    },
  },
  not_found: {
    status: 404,
    async asked(copy) {
      const otherTeams = await newTeam(copy, 'stranger')
      const [refilled, printed] = [await send(copy, otherTeams, refill), await send(copy, otherTeams, label)]
      return [
        ...[
          'nonsense',
          '%',
          '%ff',
          '%zz',
          '%00',
          'a%2Fb',
          "'%20or%201=1",
          randomUUID(),
          refilled.body.id,
          printed.body.id,
        ].flatMap((id) => [
          { path: `/refills/${id}` },
          { path: `/labels/${id}` },
          { path: `/labels/${id}/refund`, body: {} },
        ]),
        { path: '' },
        { path: '/nothing' },
        { path: '/%ff' },
        { path: '/BALANCE' },
        { path: '/nothing', body: {} },
        { path: '/nothing', method: 'DELETE' },
        { path: '/nothing', method: 'OPTIONS' },
      ]
    },
  },
  method_not_allowed: {
    status: 405,
    asked: Object.entries(allowed).flatMap(([path, allow]) =>
      ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
        .filter((method) => !allow.split(', ').includes(method))
        .map((method) => ({ path, method, says: { headers: { allow } } })),
    ),
  },
  payload_too_large: {
    status: 413,
    asked: posts.flatMap(({ path, body }) => [
      { path, body: over },
      { path, body: over, headers: { 'Transfer-Encoding': 'chunked' } },
      { path, body, headers: { 'Content-Length': String(64 * 1024 + 1) } },
    ]),
  },
  unsupported_media_type: {
    status: 415,
    asked: posts.flatMap((each) => [
      ...[undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1'].map(
        (type) => ({ ...each, headers: { 'Content-Type': type } }),
      ),
      { ...each, headers: { 'Content-Encoding': 'gzip' } },
      // A refund needs no body.
      ...(each === refund ? [] : [{ path: each.path, method: 'POST' }]),
    ]),
  },
  malformed_json: {
    status: 400,
    asked: posts.flatMap(({ path }) =>
      [
        ...(path === refund.path ? [] : ['']),
        '{',
        'amount=1000',
        '{"amount":NaN}',
        '{"amount":01000}',
        '{"amount":1000}}',
      ].map((body) => ({ path, body })),
    ),
  },
  idempotency_key_missing: {
    status: 400,
    asked: [...writes, refund].map((each) => ({ ...each, headers: { 'Idempotency-Key': undefined } })),
  },
  idempotency_key_invalid: {
    status: 400,
    asked: [...writes, refund].flatMap((each) =>
      ['', '  ', 'k'.repeat(256), 'with space', 'caf\u00e9', 'tab\tinside', ['one', 'two'], ['one', 'one']].map(
        (key) => ({ ...each, headers: { 'Idempotency-Key': key } }),
      ),
    ),
  },
  idempotency_mismatch: {
    status: 409,
    async asked(copy) {
      const [key, headers] = [await newKey(copy), { 'Idempotency-Key': 'used' }]
      for (const each of writes) await send(copy, key, { ...each, headers })
      const { body: printed } = await send(copy, key, uspsLabel(1_00))
      const path = `/labels/${printed.id}/refund`
      await send(copy, key, { path, body: refund.body, headers })
      return [
        ...writes.map((each) => ({ path: each.path, body: { ...each.body, amount: 10_01 }, headers })),
        { path, body: { reason: 'Other' }, headers },
        { ...refund, headers },
      ]
    },
  },
  invalid_request: {
    status: 422,
    asked: [
      ...posts.flatMap(({ path }) => [[], null, '"text"', '1000'].map((body) => ({ path, body }))),
      { path: '/refills', body: {}, says: { blames: ['amount'] } },
      { path: '/labels', body: {}, says: { blames: ['carrier', 'amount'] } },
      { ...refill, body: { ...refill.body, memo: 1, cost_account: null }, says: { blames: ['cost_account', 'memo'] } },
      { ...refill, body: { ...refill.body, memo: 'x'.repeat(201) }, says: { blames: ['memo'] } },
      { ...refill, body: { ...refill.body, cost_account: 'MKT', allocations: [] }, says: { blames: ['allocations'] } },
      {
        ...refill,
        body: { ...refill.body, allocations: [{ amount: 10_00 }] },
        says: { blames: ['allocations.0.cost_account'] },
      },
      {
        ...label,
        body: { ...label.body, carrier: 'dhl', reference: 'a\0b' },
        says: { blames: ['carrier', 'reference'] },
      },
      { ...refund, body: { reason: 'x'.repeat(201) }, says: { blames: ['reason'] } },
      { ...quote, body: { ...quote.body, payment_method_id: 1 }, says: { blames: ['payment_method_id'] } },
      { path: '/refills?limit=0', says: { blames: ['limit'] } },
      { path: '/ledger/entries?cursor=x', says: { blames: ['cursor'] } },
    ],
  },
  invalid_amount: {
    status: 422,
    says: { blames: ['amount'] },
    asked: [
      ...[...writes, quote].flatMap(({ path, body }) =>
        [0, -10_00, 10.5, '1000', true, null, [10_00]].map((amount) => ({ path, body: { ...body, amount } })),
      ),
      {
        ...refill,
        body: { ...refill.body, allocations: [{ cost_account: 'MKT', amount: 0 }] },
        says: { blames: ['allocations.0.amount'] },
      },
    ],
  },
  below_minimum: { status: 422, says: { blames: ['amount'] }, asked: [{ ...refill, body: { amount: 9_99 } }] },
  above_limit: {
    status: 422,
    says: { blames: ['amount'], members: { headroom: 416_60 } },
    asked: [
      { ...refill, body: { amount: 416_61 } },
      { ...refill, body: { amount: 500_01 } },
    ],
  },
  unknown_payment_method: {
    status: 422,
    says: { blames: ['payment_method_id'] },
    async asked(copy) {
      await newTeam(copy, 'stranger')
      const [otherTeams] = await copy.sql`
        select m.id from payment_methods m join teams t on t.id = m.team_id where t.slug = 'stranger'`
      return ['', 'nonsense', randomUUID(), otherTeams!.id].map((id) => ({
        ...refill,
        body: { ...refill.body, payment_method_id: id },
      }))
    },
  },
  inactive_payment_method: {
    status: 422,
    says: { blames: ['payment_method_id'] },
    given: ({ sql }) => sql`update payment_methods set active = false`,
    asked: async (copy) => [refill, await refillBy(copy, 'reserve_account', 10_00)],
  },
  no_payment_method: {
    status: 422,
    says: { blames: ['payment_method_id'] },
    given: ({ sql }) => sql`update payment_methods set is_default = false`,
    asked: [refill],
  },
  reserve_insufficient: {
    status: 422,
    says: { blames: ['amount'], members: { available: 1_200_00 } },
    given: liftLimit,
    asked: async (copy) => [await refillBy(copy, 'reserve_account', 1_200_01)],
  },
  credit_limit_exceeded: {
    status: 422,
    says: { blames: ['amount'], members: { available: 2_500_00 } },
    given: liftLimit,
    asked: async (copy) => [await refillBy(copy, 'purchase_power', 2_500_01)],
  },
  unknown_cost_account: {
    status: 422,
    says: { blames: ['cost_account'] },
    asked: [...writes, uspsLabel(1_00)].flatMap(({ path, body }) =>
      ['NOPE', '', 'mkt', 'x'.repeat(60_000)].map((code) => ({ path, body: { ...body, cost_account: code } })),
    ),
  },
  inactive_cost_account: {
    status: 422,
    says: { blames: ['cost_account'] },
    given: ({ sql }) => sql`update cost_accounts set active = false where code = 'MKT'`,
    asked: [...writes, uspsLabel(1_00)].map(({ path, body }) => ({ path, body: { ...body, cost_account: 'MKT' } })),
  },
  cost_account_required: {
    status: 422,
    says: { blames: ['cost_account'] },
    given: ({ sql }) =>
      sql`update teams set require_cost_account_on_refill = true, require_cost_account_on_label = true`,
    asked: [...writes, uspsLabel(1_00)],
  },
  allocations_mismatch: {
    status: 422,
    says: { blames: ['allocations'] },
    asked: [
      [],
      [{ cost_account: 'MKT', amount: 9_99 }],
      [
        { cost_account: 'MKT', amount: 5_00 },
        { cost_account: 'MKT', amount: 5_00 },
      ],
    ].map((allocations) => ({ ...refill, body: { ...refill.body, allocations } })),
  },
  not_refundable: {
    status: 409,
    async asked(copy) {
      const key = await newKey(copy)
      const paths: string[] = []
      for (const each of [label, uspsLabel(1_00)]) paths.push(`/labels/${(await send(copy, key, each)).body.id}/refund`)
      await send(copy, key, { path: paths[1]!, body: {} })
      return paths.flatMap((path) => [
        { path, body: {} },
        { path, method: 'POST' },
      ])
    },
  },
  insufficient_funds: {
    status: 402,
    asked: [
      [83_41, { shortfall: 1, suggested_refill: 10_00 }],
      [100_00, { shortfall: 16_60, suggested_refill: 17_00 }],
      [500_01, { shortfall: 416_61, suggested_refill: null }],
    ].map(([required, more]) => ({
      ...uspsLabel(required as number),
      says: { members: { available: 83_40, required, ...(more as object) } },
    })),
  },
}

for (const [code, { status, says, given, asked }] of Object.entries(refusals)) {
  test(`${status} ${code}`, async ({ copy }) => {
    await given?.(copy)
    const key = await newKey(copy)
    const all = typeof asked === 'function' ? await asked(copy) : asked
    expect(all).not.toHaveLength(0)
    const before = await readBooks(copy)
    for (const each of all) {
      await test.step(JSON.stringify(each).slice(0, 120), async () => {
        const { blames, members, headers = {} } = { ...says, ...each.says }
        const reply = await send(copy, key, each)
        expectProblem(reply, status, code, blames, members)
        expect(reply.headers).toMatchObject(headers)
      })
    }
    expect(await readBooks(copy)).toEqual(before)
  })
}

/** Those that a request alone does not bring about, or that leave something behind. */
const special: Record<string, (copy: Copy) => Promise<void>> = {
  async payment_declined(copy) {
    const key = await newKey(copy)
    const balance = async () => ({ ...(await send(copy, key, { path: '/balance' })).body, as_of: null })
    const before = await balance()
    for (const [number, decline] of [
      ['4000000000000002', 'card_declined'],
      ['4000000000009995', 'insufficient_funds'],
    ] as const) {
      const card = await newCard(copy, number)
      const reply = await send(copy, key, { path: '/refills', body: { amount: 10_00, payment_method_id: card } })
      const { body: failed } = await send(copy, key, { path: `/refills/${reply.body.refill.id}` })
      expect(failed).toMatchObject({
        status: 'failed',
        balance_after: null,
        posted_at: null,
        failure: { code: decline },
      })
      expectProblem(reply, 402, 'payment_declined', [], { decline_code: decline, refill: failed })
    }
    expect(await balance()).toEqual(before)
  },

  async rate_limited() {
    const slow = await startCopy({ API_WRITES_PER_MINUTE: '1' })
    try {
      const key = await newKey(slow)
      const replies = await Promise.all(Array.from({ length: 105 }, () => send(slow, key, label)))
      const limited = replies.filter(({ status }) => status !== 201)
      expect(limited).toHaveLength(5)
      for (const reply of limited) {
        expectProblem(reply, 429, 'rate_limited')
        expect(Number(reply.headers['retry-after'])).toBeGreaterThan(30)
        expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60)
      }
      const [printed] = await slow.sql`select count(*) as n from labels where actor_name = 'Test key'`
      expect(printed).toEqual({ n: 100 })
      for (const read of [{ path: '/balance' }, quote])
        expect(await send(slow, key, read)).toMatchObject({ status: 200 })
      expect(await send(slow, await newKey(slow), label)).toMatchObject({ status: 201 })
    } finally {
      await slow.stop()
    }
  },

  async unavailable(copy) {
    const key = await newKey(copy)
    const before = await readBooks(copy)
    const again = { 'Idempotency-Key': 'again' }
    const writeBoth = () => Promise.all(writes.map((each) => send(copy, key, { ...each, headers: again })))
    // Somebody holds the team's row for longer than a statement waits for it. Who only reads does not wait.
    const locked = await copy.sql.begin(async (sql) => {
      await sql`select from ledger_accounts where team_id = (select id from teams where slug = 'demo') for update`
      const waiting = send(copy, key, { ...refill, headers: again })
      expect(await send(copy, key, { path: '/balance' })).toMatchObject({ status: 200 })
      return waiting
    })
    const away = await whileClosed(copy, async () => [
      await send(copy, key, { path: '/balance' }),
      await send(copy, key, { path: '/refills' }),
      ...(await writeBoth()),
    ])
    for (const reply of [locked, ...away]) {
      expectProblem(reply, 503, 'unavailable')
      expect(reply.headers['retry-after']).toMatch(/^[1-9]\d*$/)
    }
    expect(await readBooks(copy)).toEqual(before)
    for (const reply of await writeBoth()) {
      expect(reply.status).toBe(201)
      expect(reply.headers).not.toHaveProperty('idempotency-replayed')
    }
  },

  async internal(copy) {
    const key = await newKey(copy)
    const before = await readBooks(copy)
    // What is missing is answered with 503, as if another build were at work: a fault of ours is one that nobody expects.
    await copy.sql`alter table payment_methods rename to lost_methods`
    await copy.sql`create view payment_methods as select * from lost_methods where 1 / (char_length(label) - char_length(label)) = 1`
    await copy.sql`grant select, update on payment_methods to public`
    const failed = [await send(copy, key, refill), await send(copy, key, { path: '/payment-methods' })]
    await copy.sql`drop view payment_methods`
    await copy.sql`alter table lost_methods rename to payment_methods`
    let log = ''
    for (const reply of failed) {
      expectProblem(reply, 500, 'internal')
      expect(reply.text).not.toMatch(/division|refill|methods|select/)
      await expect.poll(() => (log += copy.takeLog())).toMatch(new RegExp(`division by zero.*${reply.body.request_id}`))
    }
    expect(await readBooks(copy)).toEqual(before)
  },
  async not_supported(copy) {
    const key = await newKey(copy)
    const before = await readBooks(copy)
    // The server has a test key.
    await copy.sql`update teams set mode = 'live' where slug = 'demo'`
    const reply = await send(copy, key, refill)
    await copy.sql`update teams set mode = 'test' where slug = 'demo'`
    expectProblem(reply, 409, 'not_supported', ['payment_method_id'])
    expect(await readBooks(copy)).toEqual(before)
  },
}

for (const [code, check] of Object.entries(special))
  test(`${errorCodes[code as keyof typeof errorCodes].status} ${code}`, ({ copy }) => check(copy))

test('every code of the closed list has its test', () => {
  const tested = [refusals, special].flatMap((each) => Object.keys(each))
  expect(tested.toSorted()).toEqual(Object.keys(errorCodes).toSorted())
})

test('what another team has is refused in the very words of what nobody has', async ({ copy }) => {
  const otherTeams = await newTeam(copy, 'stranger')
  const key = await newKey(copy)
  for (const made of [refill, label]) {
    const { body } = await send(copy, otherTeams, made)
    const [foreign, unknown] = [
      await send(copy, key, { path: `${made.path}/${body.id}` }),
      await send(copy, key, { path: `${made.path}/${randomUUID()}` }),
    ]
    expect({ ...foreign.body, request_id: null }).toEqual({ ...unknown.body, request_id: null })
    expect((await send(copy, key, { path: made.path })).text).not.toContain(body.id)
  }
})
