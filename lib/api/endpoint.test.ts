import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import * as catchAll from '../../app/api/v1/[[...path]]/route'
import { database, openDatabase, useDatabase } from '../../db/client'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { log } from '../log'
import { createKey, problem, routeFiles, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql, appUrl } = useTestDatabase()
let team: TestTeam
let key: string

beforeAll(async () => {
  useEnv({ API_WRITES_PER_MINUTE: '0' })
  team = await createTestTeam(sql, { balance: 20_000 })
  key = await createKey(sql, team.id)
})
afterEach(() => vi.restoreAllMocks())

const writes = ['/refills', '/labels'] as const
const good = { '/refills': { amount: 1_000 }, '/labels': { carrier: 'ups', amount: 1_000 } }

describe('who asks', () => {
  test('no key, a malformed, an unknown, a revoked and an expired one: 401', async () => {
    const revoked = await createKey(sql, team.id)
    await sql`update api_keys set revoked_at = now() where prefix = ${revoked.slice(0, 8)}`
    const expired = await createKey(sql, team.id)
    await sql`update api_keys set expires_at = now() where prefix = ${expired.slice(0, 8)}`
    const headers = [
      '',
      'Bearer',
      `Basic ${key}`,
      key,
      `Bearer ${key}x`,
      `Bearer x${key}`,
      `Bearer ${key}, Bearer ${key}`,
      `Bearer ${revoked}`,
      `Bearer ${expired}`,
      'Bearer ind_\u00e9',
      `Bearer ind_${'a'.repeat(5_000)}`,
    ]
    for (const authorization of headers) {
      const reply = await send('GET', '/balance', { headers: { authorization } })
      expect(reply, authorization).toMatchObject(problem(401, 'unauthenticated'))
      expect(reply.headers.get('www-authenticate')).toBe('Bearer')
    }
    expect(await send('GET', '/balance', { headers: { authorization: `bearer ${key}` } })).toMatchObject({
      status: 200,
    })
  })

  test('each operation needs its scope', async () => {
    const reader = await createKey(sql, team.id, ['read'])
    const writer = await createKey(sql, team.id, ['refills:write'])
    expect(await send('POST', '/refills', { key: reader, body: good['/refills'] })).toMatchObject(
      problem(403, 'forbidden'),
    )
    expect(await send('POST', '/labels', { key: writer, body: good['/labels'] })).toMatchObject({ status: 403 })
    expect(await send('GET', '/refills', { key: writer })).toMatchObject({ status: 403 })
    expect(await send('POST', '/refills/quote', { key: reader, body: { amount: 1_000 } })).toMatchObject({
      status: 200,
    })
  })

  test('what belongs to another team is not there, in the same words as what nobody has', async () => {
    const other = await createTestTeam(sql)
    const otherKey = await createKey(sql, other.id)
    const refill = await send('POST', '/refills', { key: otherKey, body: good['/refills'] })
    const label = await send('POST', '/labels', { key: otherKey, body: good['/labels'] })
    for (const [list, id] of [
      ['/refills', refill.body.id],
      ['/labels', label.body.id],
    ] as const) {
      const bodies = []
      for (const asked of [id, randomUUID(), 'nonsense', '%00', "'%20or%201=1"]) {
        const { status, body } = await send('GET', `${list}/${asked}`, { key })
        expect(status).toBe(404)
        bodies.push({ ...body, request_id: null })
      }
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
      expect(JSON.stringify((await send('GET', list, { key })).body)).not.toContain(id)
    }
  })
})

describe('what they send', () => {
  test('methods that an address does not answer to: 405 that says which would do', async () => {
    for (const [path, file] of Object.entries(routeFiles)) {
      const allowed = new Set((await file.OPTIONS!(new Request('http://test/'))).headers.get('allow')?.split(', '))
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !allowed.has(each))) {
        const reply = await send(method, path.replace('{id}', randomUUID()), { key })
        expect(reply, `${method} ${path}`).toMatchObject(problem(405, 'method_not_allowed'))
        expect(reply.headers.get('allow')).toBe([...allowed].join(', '))
      }
    }
    expect((await send('PUT', '/refills', {})).headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
    expect(await send('HEAD', '/balance', { key })).toMatchObject({ status: 200, body: null })
    expect(await send('HEAD', '/balance')).toMatchObject({ status: 401, body: null })
  })

  test('an address that is not there: 404', async () => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'] as const) {
      const reply = await catchAll[method](new Request('http://test/api/v1/nothing', { method }))
      expect(reply.status).toBe(404)
      expect(await reply.json()).toMatchObject({ code: 'not_found', status: 404 })
    }
  })

  test.each(writes)('POST %s: content type, size, form, key', async (path) => {
    const as = (type: string) => ({ key, body: JSON.stringify(good[path]), headers: { 'content-type': type } })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'application/json; charset=latin1',
      'multipart/form-data',
      'application/json; boundary=x',
      'application/json, text/plain',
      'application/json; charset=utf-8; charset=latin1',
      `application/json;${' '.repeat(15_000)}x`,
    ]) {
      expect(await send('POST', path, as(type)), type).toMatchObject(problem(415, 'unsupported_media_type'))
    }
    for (const type of [
      'application/json',
      'Application/JSON',
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
      'application/json ; charset=utf8',
      'application/json;',
    ]) {
      expect(await send('POST', path, as(type)), type).toMatchObject({ status: 201 })
    }
    const large = JSON.stringify({ ...good[path], ignored: 'x'.repeat(64 * 1_024) })
    const lying = { 'content-type': 'application/json', 'content-length': '10' }
    expect(await send('POST', path, { key, body: large })).toMatchObject(problem(413, 'payload_too_large'))
    expect(await send('POST', path, { key, body: large, headers: lying })).toMatchObject({ status: 413 })
    const filled = JSON.stringify(good[path]).padEnd(65_536)
    expect(await send('POST', path, { key, body: filled })).toMatchObject({ status: 201 })
    for (const body of [
      '',
      '{',
      '{"amount":1000',
      'amount=1000',
      '{"amount":0x64}',
      '{"amount":NaN}',
      '{"amount":010}',
      `{'amount':1}`,
    ]) {
      expect(await send('POST', path, { key, body }), body).toMatchObject(problem(400, 'malformed_json'))
    }
    for (const body of [[], [good[path]], null, 'text', 1_000, true]) {
      expect(await send('POST', path, { key, body: JSON.stringify(body) })).toMatchObject(
        problem(422, 'invalid_request'),
      )
    }
    const missing = await send('POST', path, { key, body: good[path], idempotencyKey: null })
    expect(missing).toMatchObject(problem(400, 'idempotency_key_missing'))
    for (const bad of ['', 'k'.repeat(256), 'with space', 'caf\u00e9', 'tab\tinside', 'one, two']) {
      expect(await send('POST', path, { key, body: good[path], idempotencyKey: bad }), bad).toMatchObject(
        problem(400, 'idempotency_key_invalid'),
      )
    }
    for (const fine of ['k', 'k'.repeat(255), '!~#']) {
      expect(await send('POST', path, { key, body: good[path], idempotencyKey: fine })).toMatchObject({ status: 201 })
    }
  })

  test.each(writes)('POST %s: nothing that a stranger sends is read', async (path) => {
    let isRead = false
    const body = new ReadableStream({ pull: () => void (isRead = true) }, { highWaterMark: 0 })
    const headers = {
      authorization: `Bearer ${key}x`,
      'content-type': `application/json${' '.repeat(15_000)}x`,
      'idempotency-key': 'any',
    }
    const request = new Request(`http://test/api/v1${path}`, {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit)
    expect(await routeFiles[path]!.POST!(request)).toMatchObject({ status: 401 })
    expect(isRead).toBe(false)
  })

  test('bytes that are not UTF-8: 400', async () => {
    const body = new Uint8Array([...Buffer.from('{"amount":1000,"memo":"'), 0xff, ...Buffer.from('"}')])
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'utf8' }
    const request = new Request('http://test/api/v1/refills', { method: 'POST', headers, body })
    const reply = await routeFiles['/refills']!.POST!(request)
    expect(reply.status).toBe(400)
  })

  test.each([...writes, '/refills/quote'] as const)('POST %s: what is no amount', async (path) => {
    const rest = path === '/labels' ? '"carrier":"usps",' : ''
    const literals = [
      '9.99',
      '0',
      '-0',
      '-10',
      '500.01',
      '1e-2',
      '10.5',
      '10.001',
      '1e25',
      '1e400',
      '9007199254740993',
      '10000000001',
      '"9.99"',
      '"1000"',
      '""',
      '"1e2"',
      '"0x64"',
      '"NaN"',
      '"10,00"',
      '"１０００"',
      '[1000]',
      '{"cents":1000}',
      'null',
      'true',
    ]
    for (const literal of literals) {
      expect(await send('POST', path, { key, body: `{${rest}"amount":${literal}}` }), literal).toMatchObject(
        problem(422, 'invalid_amount', { errors: [{ field: 'amount', code: 'invalid_amount' }] }),
      )
    }
    expect(await send('POST', path, { key, body: `{${rest.slice(0, -1)}}` })).toMatchObject(
      problem(422, 'invalid_request', { errors: [{ field: 'amount', message: 'amount is missing.' }] }),
    )
    expect(await send('POST', path, { key, body: `{${rest}"amount":1e3}` })).toMatchObject({ body: { amount: 1_000 } })
  })

  test('known fields of the wrong type or with the wrong text: 422 that names the field', async () => {
    const wrong = [1, true, [], {}, null]
    const text = ['a\0b', 'a\ud800b']
    const fields: [(typeof writes)[number], string, unknown[]][] = [
      ['/refills', 'payment_method_id', [...wrong, ...text]],
      ['/refills', 'cost_account', [...wrong, ...text]],
      ['/refills', 'memo', [...wrong, ...text, 'x'.repeat(201)]],
      ['/refills', 'allocations', ['MKT', 1, {}, null, [1], [null], [{}], [{ cost_account: 'MKT' }]]],
      ['/refills', 'allocations', [[{ cost_account: 1, amount: 1_000 }], [{ cost_account: null, amount: 1_000 }]]],
      ['/labels', 'carrier', [...wrong, 'dhl', 'USPS', '']],
      ['/labels', 'service', [...wrong, ...text, 'x'.repeat(76)]],
      ['/labels', 'cost_account', [...wrong, ...text]],
      ['/labels', 'reference', [...wrong, ...text, 'x'.repeat(101)]],
    ]
    for (const [path, field, values] of fields) {
      for (const value of values) {
        const reply = await send('POST', path, { key, body: { ...good[path], [field]: value } })
        expect(reply, `${field}: ${JSON.stringify(value)}`).toMatchObject(problem(422, 'invalid_request'))
        expect(reply.body.errors[0].field).toMatch(new RegExp(`^${field}`))
      }
    }
    expect(await send('POST', '/labels', { key, body: { amount: 100 } })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'carrier' }] },
    })
    for (const value of [0, -1, 1.5, '1000', null]) {
      const body = { amount: 1_000, allocations: [{ cost_account: 'MKT', amount: value }] }
      expect(await send('POST', '/refills', { key, body })).toMatchObject(
        problem(422, 'invalid_amount', { errors: [{ field: 'allocations.0.amount' }] }),
      )
    }
    const both = { amount: 1_000, cost_account: 'MKT', allocations: [] }
    expect(await send('POST', '/refills', { key, body: both })).toMatchObject(
      problem(422, 'invalid_request', { errors: [{ field: 'allocations' }] }),
    )
  })

  test('a field that a write of money does not know is refused by name, and moves nothing', async () => {
    const unknown: [string, object, string][] = [
      ['/refills', { payment_method: team.reserve }, 'payment_method'],
      ['/refills', { fee: 0 }, 'fee'],
      ['/refills', JSON.parse('{"__proto__":1}') as object, '__proto__'],
      ['/refills', { [`${'x'.repeat(1_000)}`]: 1 }, 'x'.repeat(200)],
      ['/refills', { allocations: [{ cost_account: 'MKT', amount: 1_000, share: 1 }] }, 'allocations.0.share'],
      ['/labels', { costAccount: 'MKT' }, 'costAccount'],
      [`/labels/${randomUUID()}/refund`, { amount: 1, carrier: 'ups', Reason: 'x' }, 'Reason'],
    ]
    const before = await sql`select count(*) from transfers`
    for (const [path, extra, field] of unknown) {
      const reply = await send('POST', path, { key, body: { ...good[path as keyof typeof good], ...extra } })
      expect(reply, field).toMatchObject(problem(422, 'invalid_request'))
      expect(reply.body.errors).toContainEqual({
        field,
        code: 'invalid_request',
        message: `${field} is not a field of this request.`,
      })
    }
    expect(await sql`select count(*) from transfers`).toEqual(before)
    expect(await send('POST', '/refills/quote', { key, body: { amount: 1_000, colour: 'red' } })).toMatchObject({
      status: 200,
    })
  })

  test.each([...writes, '/refills/quote'])('POST %s: a field given twice is refused by name', async (path) => {
    const start =
      JSON.stringify({ carrier: 'ups' }).slice(0, path === '/labels' ? -1 : 1) + (path === '/labels' ? ',' : '')
    for (const twice of [
      '"amount":1000,"amount":2000',
      '"amount":1000,"amoun\\u0074":1000',
      '"amount":1000,"a":[{"b":1,"b":1}]',
    ]) {
      const field = twice.includes('"b"') ? 'a.0.b' : 'amount'
      expect(await send('POST', path, { key, body: `${start}${twice}}` }), twice).toMatchObject(
        problem(422, 'invalid_request', { detail: `${field} is given twice.`, errors: [{ field }] }),
      )
    }
  })

  test('a body as deep as 64 KB allow is refused or ignored like any other', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    expect(await send('POST', '/refills', { key, body: deep })).toMatchObject({ status: 422 })
    expect(await send('POST', '/refills', { key, body: `{"amount":1000,"memo":${deep}}` })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'memo' }] },
    })
    expect(await send('POST', '/refills/quote', { key, body: `{"amount":1000,"else":${deep}}` })).toMatchObject({
      status: 200,
    })
  })

  test('a body with thousands of wrong fields gets a short answer, the amount first', async () => {
    const wrong = Array.from({ length: 10_000 }, () => ({}))
    const { status, body } = await send('POST', '/refills', { key, body: { allocations: wrong, memo: 1, amount: 'x' } })
    expect(status).toBe(422)
    expect(body.errors).toHaveLength(20)
    expect(body.errors[0]).toMatchObject({ field: 'amount', code: 'invalid_amount', message: body.detail })
  })

  test('text is counted in characters, and comes back as people see it', async () => {
    const memo = `${'📮'.repeat(198)}é<`
    expect(await send('POST', '/refills', { key, body: { amount: 1_000, memo } })).toMatchObject({
      status: 201,
      body: { memo },
    })
    expect(await send('POST', '/refills', { key, body: { amount: 1_000, memo: `${memo}!` } })).toMatchObject({
      status: 422,
    })
    expect(
      await send('POST', '/refills', { key, body: { amount: 1_000, memo: ' Cafe\u0301\u00a0\r\nEast\t' } }),
    ).toMatchObject({ status: 201, body: { memo: 'Caf\u00e9 East' } })
  })

  test('a cost account is found by what people see of its code', async () => {
    await sql`insert into cost_accounts (team_id, code, name) values (${team.id}, ${'Caf\u00e9 1'}, 'Coffee')`
    const found = { status: 201, body: { cost_account: 'Caf\u00e9 1' } }
    expect(
      await send('POST', '/refills', { key, body: { amount: 1_000, cost_account: 'Cafe\u0301\u00a01' } }),
    ).toMatchObject(found)
    expect(
      await send('POST', '/labels', { key, body: { carrier: 'ups', amount: 100, cost_account: 'Cafe\u0301 1 ' } }),
    ).toMatchObject(found)
    const allocations = [{ cost_account: 'Cafe\u0301\u20091', amount: 1_000 }]
    expect(await send('POST', '/refills', { key, body: { amount: 1_000, allocations } })).toMatchObject(found)
  })

  test.each(['\u202e', '\u200b', '\u001b', '\u0007', '\u2066', '\ufeff'])(
    '%j is refused in every text',
    async (character) => {
      const text = `a${character}b`
      const refused = (field: string) => problem(422, 'invalid_request', { errors: [{ field }] })
      expect(await send('POST', '/refills', { key, body: { amount: 1_000, memo: text } })).toMatchObject(
        refused('memo'),
      )
      expect(await send('POST', '/refills', { key, body: { amount: 1_000, cost_account: text } })).toMatchObject(
        refused('cost_account'),
      )
      for (const field of ['reference', 'service', 'cost_account']) {
        expect(
          await send('POST', '/labels', { key, body: { carrier: 'ups', amount: 100, [field]: text } }),
        ).toMatchObject(refused(field))
      }
    },
  )
})

describe('when something is wrong on our side', () => {
  test.each([
    ['unreachable', 'postgres://nobody@127.0.0.1:1/nothing'],
    ['not there while it is restored', new URL('/nothing', appUrl).href],
  ])('a database that is %s: 503 with Retry-After', async (_what, url) => {
    const own = database()
    const gone = openDatabase(url)
    useDatabase(gone)
    try {
      const reply = await send('GET', '/balance', { key })
      expect(reply).toMatchObject(problem(503, 'unavailable'))
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    } finally {
      useDatabase(own)
      await gone.close()
    }
  })

  test('anything else: 500 with a request id and nothing of the reason, which the log has', async () => {
    const logged = vi.spyOn(log, 'error').mockImplementation(() => {})
    const own = database()
    useDatabase({ ...own, sql: (() => Promise.reject(new Error('secret reason'))) as never })
    try {
      const reply = await send('GET', '/balance', { key })
      expect(reply).toMatchObject({ status: 500, body: { code: 'internal', detail: 'Something went wrong.' } })
      expect(JSON.stringify(reply.body)).not.toContain('secret')
      expect(logged.mock.calls[0]![0]).toMatchObject({
        requestId: reply.body.request_id,
        err: { message: 'secret reason' },
      })
    } finally {
      useDatabase(own)
    }
  })
})
