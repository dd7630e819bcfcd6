import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { GET } from '../../app/api/auth/[...nextauth]/route'
import { useTestDatabase } from '../../db/testing/test-database'
import { log } from '../log'
import { logRepeats } from '../security/count-repeats'
import { forgetLimits } from '../security/limits'
import { withRemoteAddress } from '../testing/with-remote-address'
import { useEnv } from '../testing/use-env'
import { fetchFromProvider, readEndSessionEndpoint } from './provider-metadata'

useTestDatabase()

let provider: Server
let issuer: string
let asked = 0
let isAway = false

beforeAll(async () => {
  provider = createServer((request, response) => {
    asked++
    if (isAway) return void response.writeHead(503).end()
    response.setHeader('Content-Type', 'application/json')
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        end_session_endpoint: `${issuer}/end`,
        asked: request.url,
      }),
    )
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(() => void provider.close())

beforeEach(() => {
  useEnv({ OIDC_ISSUER: issuer, AUTH_URL: 'http://localhost:3000' })
  forgetLimits()
  delete (globalThis as { indiciaProvider?: unknown }).indiciaProvider
  asked = 0
  isAway = false
})

const comeBack = (query: string, from = '203.0.113.1') =>
  withRemoteAddress(from, () => GET(new NextRequest(`http://localhost:3000/api/auth/callback/sso${query}`)))

test('callbacks that nobody has begun are a handful of short lines, and too many of them are told to wait', async () => {
  logRepeats()
  logRepeats()
  const lines: unknown[] = []
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation((...line: unknown[]) => void lines.push(line))
  const responses: Response[] = []
  for (let i = 0; i < 400; i++)
    responses.push(await comeBack(`?code=${i}&state=${'x'.repeat(i)}&error_description=%0d%0a`))
  logRepeats()
  vi.restoreAllMocks()
  expect(responses[0]!.headers.get('location')).toContain('/sign-in?error=')
  const waiting = responses.filter(({ status }) => status === 429)
  expect(waiting.length).toBeGreaterThan(200)
  expect(waiting[0]!.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await waiting[0]!.text()).toContain('reloads automatically')
  expect((await comeBack('?code=1', '203.0.113.2')).status).toBe(302)
  expect(lines.length).toBeLessThan(8)
  expect(JSON.stringify(lines).length).toBeLessThan(1_500)
  expect(JSON.stringify(lines)).toContain('no_start')
  expect(asked, 'of the provider').toBe(1)
})

test('the provider describes itself once for many, and what it said is used while it is away', async () => {
  const url = `${issuer}/.well-known/openid-configuration`
  const all = await Promise.all(Array.from({ length: 50 }, async () => (await fetchFromProvider(url)).json()))
  expect(all).toHaveLength(50)
  expect(await readEndSessionEndpoint()).toBe(`${issuer}/end`)
  expect(asked).toBe(1)
  const now = performance.now()
  const later = vi.spyOn(performance, 'now')
  isAway = true
  later.mockReturnValue(now + 11 * 60_000)
  vi.spyOn(log, 'warn').mockImplementation(() => {})
  for (let i = 0; i < 5; i++) expect((await fetchFromProvider(url)).ok).toBe(true)
  expect(asked, 'and is left alone for a while').toBe(2)
  isAway = false
  later.mockReturnValue(now + 12 * 60_000)
  await fetchFromProvider(url)
  expect(asked).toBe(3)
  isAway = true
  later.mockReturnValue(now + 26 * 60 * 60_000)
  await expect(fetchFromProvider(url)).rejects.toThrow('503')
  vi.restoreAllMocks()
})

test('everything else, its keys above all, is asked of the provider each time', async () => {
  await fetchFromProvider(`${issuer}/jwks`)
  await fetchFromProvider(`${issuer}/jwks`)
  expect(asked).toBe(2)
})
