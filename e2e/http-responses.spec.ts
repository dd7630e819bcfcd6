import { randomUUID } from 'node:crypto'
import { test as base } from '@playwright/test'
import { startCopy, type Copy } from './start-copy'
import { expect } from './test'
import {
  send,
  hiddenFields,
  multipart,
  sendBytes,
  sessionOf,
  type HttpResponse,
  type RequestOptions,
} from './http-client'

/** The address that people come by: a proxy terminates TLS and passes on what it likes. */
const HOME = 'https://postage.example'

const test = base.extend<{ copy: Copy }, { server: Copy }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      const copy = await startCopy({ AUTH_URL: HOME, CRON_SECRET: 'a-secret-for-schedulers' })
      await use(copy)
      await copy.stop()
    },
    { scope: 'worker' },
  ],
  copy: async ({ server }, use) => {
    await server.reset()
    server.takeLog()
    await use(server)
    expect([...(await server.sql`select * from verify_ledger(null)`)]).toEqual([])
  },
})

const posted = (fields: Record<string, string>, more: Record<string, string> = {}) => {
  const { type, body } = multipart(fields)
  return { method: 'POST', body, headers: { Origin: HOME, 'Content-Type': type, ...more } }
}

/** What a browser without a script sends to add $25.00. */
async function addPostage(copy: Copy, Cookie: string): Promise<Record<string, string>> {
  const { text } = await send(copy, { path: `/postage/add?amount=25.00&form=${randomUUID()}`, headers: { Cookie } })
  const [method] = await copy.sql<[{ id: string }]>`select id from payment_methods where is_default limit 1`
  return {
    ...hiddenFields(text, 'name="idempotency_key"'),
    amount: '2500',
    payment_method: method.id,
    cost_account: '',
    memo: '',
    other_amount: '',
    seen_total: '2588',
  }
}

const refills = async (copy: Copy) =>
  (await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).length
/** A failure of ours; what could not be read may be noted as a warning. */
const hasErrors = (log: string) => /"level":[56]0|⨯/.test(log)

function holdToHeaders({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>, what: string): void {
  expect.soft(headers, what).toMatchObject({
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'content-security-policy': expect.stringMatching(/^default-src '(self|none)'.*frame-ancestors 'none'/),
  })
  expect.soft(headers['x-powered-by'], what).toBeUndefined()
  if (status === 405) expect.soft(headers.allow, what).toBeTruthy()
  const mayBeKept = status < 400 && /\/_next\/static|icon\.svg$|\/help\/|style\.css/.test(what)
  if (!mayBeKept) expect.soft(headers['cache-control'], what).toContain('no-store')
}

test('every kind of answer carries the headers', async ({ copy }) => {
  const Cookie = await sessionOf(copy, 'Demo Admin', HOME)
  const page = (await send(copy, { path: '/', headers: { Cookie } })).text
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)![0]
  const enter = hiddenFields((await send(copy, { path: '/sign-in' })).text, 'callbackUrl')
  const kinds: Record<string, RequestOptions & { status: number }> = {
    page: { path: '/', headers: { Cookie }, status: 200 },
    'step of the router': { path: '/balance?_rsc=1', headers: { Cookie, RSC: '1' }, status: 307 },
    'page for nobody': { path: '/', status: 307 },
    'no such page': { path: '/nowhere', headers: { Cookie }, status: 404 },
    'beside /icon.svg': { path: '/icon.svg/x', status: 404 },
    'beside icons': { path: '/icon.svgx', status: 404 },
    'not allowed': {
      path: '/not-allowed',
      headers: { Cookie: await sessionOf(copy, 'Demo Staff', HOME) },
      status: 403,
    },
    'another slash': { path: '/balance/', status: 308 },
    'two slashes': { path: '//evil.example', status: 308 },
    'no characters': { path: '/%ff', status: 404 },
    '/icon.svg': { path: '/icon.svg', status: 200 },
    '/help/ picture': { path: '/help/new-header.png', status: 200 },
    [script]: { path: script, status: 200 },
    'no such script': { path: '/_next/static/nothing.js', status: 404 },
    'picture scaler': { path: '/_next/image?url=%2Ficon.svg&w=64&q=75', status: 404 },
    'internals of Next': { path: '/_next/data/x.json', status: 404 },
    'sign-in': { path: '/sign-in', status: 200 },
    'sign-in start': { path: '/sign-in', ...posted(enter), status: 303 },
    callback: { path: '/api/auth/callback/sso?code=x&state=x', status: 302 },
    'closed route of the library': { path: '/api/auth/session', status: 404 },
    'callback by another method': { method: 'PUT', path: '/api/auth/callback/sso', status: 405 },
    health: { path: '/api/health', status: 200 },
    ready: { path: '/api/ready', status: 200 },
    docs: { path: '/api/docs', status: 200 },
    'docs/style.css': { path: '/api/docs/style.css', status: 200 },
    openapi: { path: '/api/v1/openapi.json', status: 200 },
    'API without a key': { path: '/api/v1/balance', status: 401 },
    'API that is not': { path: '/api/nowhere', status: 404 },
    'API by another method': { method: 'PATCH', path: '/api/v1/refills', status: 405 },
    'API that cannot be decoded': { path: '/api/v1/refills/%ff', status: 404 },
    cron: { path: '/api/cron/refills', status: 401 },
    webhook: { method: 'POST', path: '/api/webhooks/stripe', body: '{}', status: 404 },
    'icon by another method': { method: 'DELETE', path: '/icon.svg', status: 405 },
    'script by another method': { method: 'POST', path: script, status: 405 },
    'page by another method': { method: 'PUT', path: '/balance', status: 405 },
    'page by a method of nobody': { method: 'PROPFIND', path: '/balance', status: 405 },
    'what may be done': { method: 'OPTIONS', path: '/balance', status: 204 },
    'form of another site': { path: '/sign-in', ...posted(enter, { Origin: 'https://evil.example' }), status: 403 },
    'too large': {
      method: 'POST',
      path: '/sign-in',
      headers: { ...posted(enter).headers, 'Content-Length': '8000000' },
      status: 413,
    },
    'no expectation of ours': { path: '/', headers: { Expect: 'cake' }, status: 417 },
  }
  for (const [what, { status, ...options }] of Object.entries(kinds)) {
    const answer = await send(copy, options)
    expect.soft(answer.status, what).toBe(status)
    holdToHeaders(answer, what)
  }
  for (const [bytes, status] of [
    ['nonsense\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      `POST /sign-in HTTP/1.1\r\nHost: x\r\nOrigin: ${HOME}\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
  ] as const) {
    const said = await sendBytes(copy, bytes)
    const [first = '', ...lines] = said.split('\r\n\r\n', 1)[0]!.split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    )
    expect.soft(first, bytes.slice(0, 40)).toContain(`HTTP/1.1 ${status} `)
    holdToHeaders({ status, headers }, bytes.slice(0, 40))
  }
  await copy.sql`alter table payment_methods rename to lost_methods`
  const failed = await send(copy, { path: '/history/postage', headers: { Cookie } })
  await copy.sql`alter table lost_methods rename to payment_methods`
  expect(failed.status).toBe(500)
  holdToHeaders(failed, 'a failure')
})

test('a proxy that keeps neither Host nor scheme: forms work, and whoever forges them changes nothing', async ({
  copy,
}) => {
  const Cookie = await sessionOf(copy, 'Demo Admin', HOME)
  const fields = await addPostage(copy, Cookie)
  for (const wrong of [
    { Origin: `http://127.0.0.1:${new URL(copy.url).port}` },
    { Origin: 'https://evil.example', Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'http://postage.example' },
  ] as Record<string, string>[]) {
    const answer = await send(copy, { path: '/postage/add', ...posted(fields, { Cookie, ...wrong }) })
    expect(answer.status, JSON.stringify(wrong)).toBe(403)
  }
  const { Origin: _origin, ...without } = posted(fields, { Cookie }).headers
  expect((await send(copy, { path: '/postage/add', ...posted(fields), headers: without })).status).toBe(403)
  expect(await refills(copy)).toBe(0)
  const elsewhere = await send(copy, {
    path: '/postage/add',
    ...posted(fields, { Cookie, Origin: copy.url, 'Sec-Fetch-Site': 'same-origin' }),
  })
  expect(elsewhere).toMatchObject({ status: 403, text: expect.stringContaining(`Open ${HOME}`) })

  const forged = {
    Host: 'indicia:3000',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'http',
    Forwarded: 'host=evil.example',
  }
  const start = await send(copy, {
    path: '/sign-in',
    ...posted(hiddenFields((await send(copy, { path: '/sign-in' })).text, 'callbackUrl'), forged),
  })
  expect(new URL(start.headers.location!).searchParams.get('redirect_uri')).toBe(`${HOME}/api/auth/callback/sso`)
  const done = await send(copy, {
    path: '/postage/add',
    ...posted(fields, { Cookie, ...forged, 'Sec-Fetch-Site': 'same-origin' }),
  })
  expect(done).toMatchObject({ status: 303, headers: { location: expect.stringMatching(/^\/history\/postage\//) } })
  expect(await refills(copy)).toBe(1)
})

test('forms that cannot be read are refused, by their kind, and the log has no failure', async ({ copy }) => {
  const Cookie = await sessionOf(copy, 'Demo Admin', HOME)
  const fields = await addPostage(copy, Cookie)
  const [id] = Object.entries(fields).flatMap(([name, value]) =>
    name.endsWith(':0') ? [/"id":"(\w+)"/.exec(value)![1]!] : [],
  )
  const action = id!
  const whole = posted(fields, { Cookie })
  const by = (changes: Record<string, string>) => ({ ...whole, headers: { ...whole.headers, ...changes } })
  const script = (body: string | Buffer, type = 'text/plain;charset=UTF-8', name = action) => ({
    method: 'POST',
    body,
    headers: { Cookie, Origin: HOME, 'Content-Type': type, 'Next-Action': name },
  })
  const renamed = (from: string, to: string) =>
    posted(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(from, to)])), {
      Cookie,
    })
  const other = `${action.slice(0, 2)}${'0'.repeat(40)}`
  const cases: [string, Partial<RequestOptions>, number][] = [
    ['no boundary', by({ 'Content-Type': 'multipart/form-data' }), 400],
    ['another boundary', by({ 'Content-Type': 'multipart/form-data; boundary=other' }), 400],
    ['cut off', { ...whole, body: whole.body.slice(0, -20) }, 400],
    ['cut off early', { ...whole, body: whole.body.slice(0, 60) }, 400],
    ['empty', { ...whole, body: '' }, 400],
    [
      'no UTF-8',
      {
        ...whole,
        body: Buffer.concat([
          Buffer.from(whole.body.slice(0, -10)),
          Buffer.from([0xff, 0xfe]),
          Buffer.from(whole.body.slice(-10)),
        ]),
      },
      400,
    ],
    ['a part without a name', { ...whole, body: whole.body.replaceAll('name="amount"', 'x="y"') }, 400],
    ['no action in it', posted({ amount: '2500' }, { Cookie }), 405],
    ['urlencoded', { ...by({ 'Content-Type': 'application/x-www-form-urlencoded' }), body: 'amount=2500' }, 405],
    ['JSON', { ...by({ 'Content-Type': 'application/json' }), body: '{}' }, 405],
    ['an action that is no name', renamed(action, 'zzz'), 400],
    ['an action of another build', renamed(action, other), 409],
    ['script: an action that is no name', script('[]', undefined, 'zzz'), 400],
    ['script: an action named as a property', script('[]', undefined, 'toString'), 400],
    ['script: an action of another build', script('[]', undefined, other), 409],
    ['script: cut off', script('[{"a'), 400],
    ['script: nothing', script(''), 400],
    ['script: no form', script('[1,2,3]'), 400],
    ['script: no list', script('{"a":1}'), 400],
    ['script: of what is not there', script('["$K7","$F1"]'), 400],
    ['script: no UTF-8', script(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])), 400],
    ['script: JSON', script('[]', 'application/json'), 400],
    ['script: multipart, cut off', script(multipart({ 0: '["$K1"]' }).body.slice(0, -6), multipart({}).type), 400],
    ['script: multipart of nonsense', script(multipart({ 0: '["$K1"' }).body, multipart({}).type), 400],
    ['script: arguments for nobody', script('["$undefined",1]'), 400],
    ['script: multipart without a form', script(multipart({ 0: '[1]' }).body, multipart({}).type), 400],
  ]
  copy.takeLog()
  for (const [what, options, status] of cases) {
    const answer = await send(copy, { path: '/postage/add', ...options })
    expect.soft(answer.status, what).toBe(status)
    const isScript = what.startsWith('script')
    expect.soft(answer.headers['content-type'], what).toBe(isScript ? 'text/plain' : 'text/html; charset=utf-8')
    expect.soft(answer.text, what).toContain('Nothing was changed')
  }
  await send(copy, { path: '/api/health' })
  const log = copy.takeLog()
  expect.soft(hasErrors(log), log).toBe(false)
  const former = await send(copy, { path: '/postage/add', ...renamed(action, other) })
  expect(former.text).toMatch(/<h1>Indicia was updated<\/h1>[^]*Go back to see what you typed/)
  expect(await refills(copy)).toBe(0)
  expect((await send(copy, { path: '/postage/add', ...whole })).status).toBe(303)
})

test('what is too large is refused while it is read, whatever it claims, on every road', async ({ copy }) => {
  const Cookie = await sessionOf(copy, 'Demo Admin', HOME)
  const [{ id: team }] = await copy.sql<[{ id: number }]>`select id from teams where slug = 'demo'`
  const [{ key }] = await copy.sql<[{ key: string }]>`
    select 'ind_' || repeat('k', 32) as key, create_api_key(
      p_team => ${team}, p_name => 'Wire', p_hash => sha256(('ind_' || repeat('k', 32))::bytea), p_prefix => 'ind_kkkk',
      p_scopes => array['read', 'refills:write', 'labels:write'])`
  const chunks = Array.from({ length: 256 }, () => Buffer.alloc(64 * 1024, 'x'))
  const form = { Cookie, Origin: HOME, 'Content-Type': 'multipart/form-data; boundary=x' }
  const api = { Authorization: `Bearer ${key}`, 'Idempotency-Key': 'k', 'Content-Type': 'application/json' }
  const roads: [string, Record<string, string>, number][] = [
    ['/postage/add', form, 413],
    ['/nowhere', form, 413],
    ['/postage/add', { ...form, 'Content-Type': 'text/plain', 'Next-Action': `40${'0'.repeat(40)}` }, 413],
    ['/settings/cost-accounts/import', form, 303],
    ['/api/v1/refills', api, 413],
    ['/api/v1/labels', api, 413],
    ['/api/v1/refills/quote', api, 413],
    ['/api/auth/callback/sso', form, 405],
    ['/icon.svg', form, 405],
  ]
  for (const [path, headers, status] of roads) {
    const answer = await send(copy, { method: 'POST', path, headers, body: chunks })
    expect.soft(answer.status, path).toBe(status)
    const claimed = await send(copy, {
      method: 'POST',
      path,
      headers: { ...headers, 'Content-Length': String(16 * 1024 * 1024) },
    })
    expect.soft(claimed.status, `${path}, claimed`).toBe(status)
  }
  expect(hasErrors(copy.takeLog())).toBe(false)
})

test('staff who send an admin’s form get 403, and the admin reads of it, once a minute', async ({ copy }) => {
  const [admin, staff] = [await sessionOf(copy, 'Demo Admin', HOME), await sessionOf(copy, 'Demo Staff', HOME)]
  const fields = await addPostage(copy, admin)
  const refused = await send(copy, { path: '/postage/add', ...posted(fields, { Cookie: staff }) })
  expect(refused).toMatchObject({ status: 403, text: expect.stringContaining('<title>Not allowed · Indicia</title>') })
  expect(refused.text).toContain('Nothing was changed')
  holdToHeaders(refused, 'refused')
  // As a script of ours sends it.
  const action = /"id":"(\w+)"/.exec(Object.entries(fields).find(([name]) => name.endsWith(':0'))![1])![1]!
  const { type, body } = multipart({ '1_amount': '2500', 0: '["$undefined","$K1"]' })
  const script = () =>
    send(copy, {
      method: 'POST',
      path: '/postage/add',
      body,
      headers: { Cookie: staff, Origin: HOME, 'Content-Type': type, 'Next-Action': action },
    })
  expect((await Promise.all(Array.from({ length: 10 }, script))).map(({ status }) => status)).toEqual(
    Array.from({ length: 10 }, () => 403),
  )
  expect(await refills(copy)).toBe(0)
  const rows = await copy.sql`select actor_name, subject, after from audit_log where action = 'access.refused'`
  expect([...rows]).toEqual([
    { actor_name: 'Demo Staff', subject: 'page:/postage/add', after: { page: '/postage/add', needs: 'refills:write' } },
  ])
  expect((await send(copy, { path: '/settings/audit-log?group=refused', headers: { Cookie: admin } })).text).toContain(
    'Did not have permission to add postage',
  )
  const log = copy.takeLog()
  expect(log).toContain('"event":"action_refused"')
  expect(hasErrors(log), log).toBe(false)
})
