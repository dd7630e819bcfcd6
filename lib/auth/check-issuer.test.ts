import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkIssuer } from './check-issuer'

let server: Server
let host: string
const WELL_KNOWN = '/.well-known/openid-configuration'

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!.replace(WELL_KNOWN, '')
    const issuers: Record<string, unknown> = {
      '/same': `${host}/same`,
      '/slash': `${host}/slash/`,
      '/none': undefined,
      '/odd': 7,
      '/long': 'x'.repeat(300_000),
      '/common': `${host}/{tenantid}/v2.0`,
      '': `${host}/`,
      '/https': `${host.replace('http:', 'https:')}/https`,
      '/line': 'a\nb',
    }
    if (path === '/moved') response.writeHead(301, { location: `${host}/same${WELL_KNOWN}` }).end()
    else if (path === '/html') response.end('<html>')
    else if (path === '/null') response.end('null')
    else if (path in issuers) response.end(JSON.stringify({ issuer: issuers[path] }))
    else response.writeHead(404).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => void server.close())

test('an issuer is right to the letter', async () => {
  expect(await checkIssuer(`${host}/same`)).toEqual({ wrong: null, unknown: null })
  expect(await checkIssuer(`${host}/slash/`)).toEqual({ wrong: null, unknown: null })
  // Of a bare host name both are the same address.
  for (const end of ['', '/']) expect(await checkIssuer(`${host}${end}`)).toEqual({ wrong: null, unknown: null })
})

test('of another issuer both names are said, and what to set', async () => {
  for (const [ours, theirs] of [
    ['/same/', '/same'],
    ['/slash', '/slash/'],
  ] as const) {
    const { wrong } = await checkIssuer(`${host}${ours}`)
    expect(wrong).toContain(`OIDC_ISSUER: is ${host}${ours}, but the provider there calls itself ${host}${theirs}.`)
    expect(wrong).toMatch(new RegExp(`OIDC_ISSUER=${host}${theirs}$`))
  }
  expect((await checkIssuer(`${host}/https`)).wrong).toContain('calls itself https://')
  expect((await checkIssuer(`${host}/common`)).wrong).toContain('serves every tenant')
  expect((await checkIssuer(`${host}/line`)).wrong).toContain('calls itself a\\nb.')
})

test('the address of the description is no issuer', async () => {
  for (const end of ['', '/']) {
    expect((await checkIssuer(`${host}/same${WELL_KNOWN}${end}`)).wrong).toContain(`Set it to ${host}/same, or`)
  }
})

test('a provider that does not say who it is stops nothing', async () => {
  for (const [path, words] of [
    ['/nowhere', 'answers 404'],
    ['/moved', `leads on to ${`{host}`}/same`],
    ['/html', 'is not the description'],
    ['/null', 'names no issuer'],
    ['/none', 'names no issuer'],
    ['/odd', 'names no issuer'],
    ['/long', 'names no issuer'],
  ] as const) {
    expect(await checkIssuer(`${host}${path}`), path).toEqual({
      wrong: null,
      unknown: expect.stringContaining(words.replace('{host}', host)),
    })
  }
  expect((await checkIssuer('http://127.0.0.1:9')).unknown).toContain('does not answer')
})
