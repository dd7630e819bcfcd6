import { expectProblem, methodId, newKey, newTeam, readBooks, send } from './api'
import { expect, setBalance, test } from './test'

test('amounts: what is one, what is none, and what the rules say of it', async ({ copy }) => {
  await setBalance(copy, 0)
  const key = await newKey(copy)
  const reserve = await methodId(copy, 'reserve_account')
  const refill = (literal: string) =>
    send(copy, key, { path: '/refills', body: `{"amount":${literal},"payment_method_id":"${reserve}"}` })
  const before = await readBooks(copy)
  const refused: [number, string, string[]][] = [
    [400, 'malformed_json', ['NaN', 'Infinity', '+1000', '01000', '0x3e8', '1_000', '1,000', '.5', "'1000'", '']],
    [
      422,
      'invalid_amount',
      [
        '0',
        '-0',
        '-1000',
        '1000.5',
        '1e-3',
        '1e25',
        '10000000000000000000000000',
        '1e400',
        '10000000001',
        '9007199254740993',
        '"1000"',
        '"1e3"',
        '"１０００"',
        '""',
        'true',
        'null',
        '[]',
        '[1000]',
        '{}',
        '[1000,1000]',
        '['.repeat(30_000) + ']'.repeat(30_000),
      ],
    ],
    [422, 'below_minimum', ['1', '999', '9.99e2']],
    [422, 'above_limit', ['50001', '500.01e2', '10000000000']],
  ]
  for (const [status, code, literals] of refused) {
    for (const literal of literals) {
      await test.step(literal.slice(0, 40), async () => {
        const says = code === 'above_limit' ? { headroom: 500_00 } : {}
        expectProblem(await refill(literal), status, code, code === 'malformed_json' ? [] : ['amount'], says)
      })
    }
  }
  expect(await readBooks(copy)).toEqual(before)
  // JSON has one kind of number: however a whole one is written, it is the same.
  for (const literal of ['1000', '1e3', '1E+3', '1000.0', '100000e-2', ' 1000 ']) {
    expect(await refill(literal), literal).toMatchObject({ status: 201, body: { amount: 10_00 } })
  }
  expect(await refill('44000')).toMatchObject({ status: 201, body: { amount: 440_00, balance_after: 500_00 } })
})

test('bodies: JSON objects in UTF-8 of up to 64 KB, with the fields that there are', async ({ copy }) => {
  const key = await newKey(copy)
  const post = (body: string | Buffer, headers = {}) => send(copy, key, { path: '/labels', body, headers })
  const good = '{"carrier":"ups","amount":100}'
  const withField = (field: string) => `${good.slice(0, -1)},${field}}`
  const exactly = (bytes: number) => good.padEnd(bytes)
  const chunked = { 'Transfer-Encoding': 'chunked' }
  const before = await readBooks(copy)
  for (const body of [
    '',
    ' ',
    good + good,
    `${good}\0`,
    `\u00a0${good}`,
    `\ufeff\ufeff${good}`,
    `/* */${good}`,
    withField('"x":1,'),
    withField('x:1'),
    Buffer.from(`\ufeff${good}`, 'utf16le'),
    Buffer.from(withField('"service":"caf\u00e9"'), 'latin1'),
  ])
    expectProblem(await post(body), 400, 'malformed_json')
  for (const body of ['null', '1', '"{}"', '[{}]', '['.repeat(30_000) + ']'.repeat(30_000)])
    expectProblem(await post(body), 422, 'invalid_request')
  const missing = ['carrier', 'amount']
  const incomplete: [string, string[]][] = [
    ['{}', missing],
    ['{"__proto__":{"carrier":"ups","amount":100}}', [...missing, '__proto__']],
    ['{"Carrier":"ups","AMOUNT":100}', [...missing, 'Carrier', 'AMOUNT']],
    [`${'{"x":'.repeat(9_000)}1${'}'.repeat(9_000)}`, [...missing, 'x']],
  ]
  for (const [body, blamed] of incomplete) expectProblem(await post(body), 422, 'invalid_request', blamed)
  // An unknown field, or a field that is given twice, might have been meant to change what is paid.
  for (const [more, blamed] of [
    ['"amount":100', 'amount'],
    ['"fee":0', 'fee'],
    [`"x":${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'x'],
  ] as const) {
    expectProblem(await post(withField(more)), 422, 'invalid_request', [blamed])
  }
  for (const headers of [{}, chunked]) expectProblem(await post(exactly(65_537), headers), 413, 'payload_too_large')
  expect(await readBooks(copy)).toEqual(before)

  const accepted: [string, object?][] = [
    [good],
    [`\ufeff${good}`],
    [` \r\n\t${good}\n`],
    [good, chunked],
    [exactly(65_536)],
    [exactly(65_536), chunked],
  ]
  for (const [body, headers] of accepted) {
    expect(await post(body, headers), body.slice(0, 80)).toMatchObject({
      status: 201,
      body: { amount: 1_00, service: null, status: 'printed' },
    })
  }
  const emoji = '\u{1f4ee} <b>\u00e9"\\'
  expect(await post(withField(`"reference":${JSON.stringify(emoji)}`))).toMatchObject({
    status: 201,
    body: { reference: emoji },
  })
})

test('the scheme before the key in any case; a slash after the path leads to the path without it', async ({ copy }) => {
  const key = await newKey(copy)
  const label = { path: '/labels', body: { carrier: 'ups', amount: 1_00 } }
  for (const scheme of ['bearer', 'BEARER', 'Bearer ']) {
    expect(
      await send(copy, key, { path: '/balance', headers: { Authorization: `${scheme} ${key}` } }),
      scheme,
    ).toMatchObject({ status: 200 })
  }
  for (const { path, body } of [{ path: '/balance' }, label]) {
    const slashed = await send(copy, key, { path: `${path}/`, body })
    // 308 and not 301: whoever follows it sends the same method and body again.
    expect([slashed.status, slashed.headers.location]).toEqual([308, `/api/v1${path}`])
  }
  const followed = await fetch(`${copy.url}/api/v1/labels/`, {
    method: 'POST',
    body: JSON.stringify(label.body),
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': 'slash' },
  })
  expect(followed.status).toBe(201)
  expect(await copy.sql`select id from labels where actor_name = 'Test key'`).toHaveLength(1)
})

test('HEAD is GET without its body; OPTIONS says what there is, to anybody', async ({ copy }) => {
  const key = await newKey(copy)
  const keyless = { Authorization: undefined }
  for (const [path, headers] of [
    ['/balance', {}],
    ['/balance', keyless],
    ['/refills?limit=1', {}],
    ['/refills?limit=0', {}],
    ['/labels/x', {}],
    ['/nothing', {}],
  ] as const) {
    const [get, head] = [
      await send(copy, key, { path, headers }),
      await send(copy, key, { path, headers, method: 'HEAD' }),
    ]
    expect([head.status, head.headers['content-type'], head.text]).toEqual([
      get.status,
      get.headers['content-type'],
      '',
    ])
  }
  for (const [path, allow] of [
    ['/refills', 'GET, HEAD, POST, OPTIONS'],
    ['/refills/quote', 'POST, OPTIONS'],
    ['/labels/x', 'GET, HEAD, OPTIONS'],
  ] as const) {
    const { status, text, headers } = await send(copy, key, { path, method: 'OPTIONS', headers: keyless })
    expect([status, text, headers.allow]).toEqual([204, '', allow])
  }
})

test.describe('lists', () => {
  for (const path of ['/refills', '/labels', '/ledger/entries', '/cost-accounts', '/payment-methods']) {
    test(path, async ({ copy }) => {
      const key = await newKey(copy)
      const get = (query: string, as = key) => send(copy, as, { path: `${path}?${query}` })
      const { body: whole } = await get('limit=200')
      const { body: first } = await get('limit=1')
      const { body: second } = await get(`limit=1&cursor=${first.next_cursor}`)
      expect([...first.data, ...second.data]).toEqual(whole.data.slice(0, 2))
      expect((await get('')).body.data).toEqual(whole.data.slice(0, 50))
      expect((await get('limit=%32&whatever=1&limit[]=9')).body.data).toEqual(whole.data.slice(0, 2))

      for (const wrong of [
        '0',
        '201',
        'abc',
        '',
        '-1',
        '%2B1',
        '1.0',
        '1e1',
        '0x1',
        '01',
        '%201',
        '1%00',
        '%EF%BC%91',
        '9'.repeat(20),
        '1&limit=1',
        '1&limit=2',
      ])
        expectProblem(await get(`limit=${wrong}`), 422, 'invalid_request', ['limit'])
      const cursor: string = first.next_cursor
      const { body: elsewhere } = await send(copy, key, {
        path: `${path === '/refills' ? '/labels' : '/refills'}?limit=1`,
      })
      for (const wrong of [
        '',
        'x',
        '%00',
        cursor.slice(0, -1),
        `${cursor}A`,
        cursor.slice(1),
        elsewhere.next_cursor,
        `${cursor}&cursor=${cursor}`,
      ]) {
        expectProblem(await get(`limit=1&cursor=${wrong}`), 422, 'invalid_request', ['cursor'])
      }
      expectProblem(await get(`cursor=${cursor}`, await newTeam(copy, 'stranger')), 422, 'invalid_request', ['cursor'])
    })
  }
})
