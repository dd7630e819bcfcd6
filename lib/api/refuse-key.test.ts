import { beforeEach, expect, test, vi } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { GET as cron } from '../../app/api/cron/balance/route'
import { database } from '../../db/client'
import { log } from '../log'
import { forgetLimits } from '../security/limits'
import { withRemoteAddress } from '../testing/with-remote-address'
import { useEnv } from '../testing/use-env'
import { createKey, send } from './testing/api-client'

const { sql } = useTestDatabase()

beforeEach(() => {
  useEnv({ CRON_SECRET: 'a-secret-of-sixteen' })
  forgetLimits()
})

const balance = (key: string | null, from = '203.0.113.1') =>
  withRemoteAddress(from, () => send('GET', '/balance', { key: key ?? undefined }))
const wrong = (i: number) => `ind_${String(i).padStart(43, 'x')}`
const statuses = async (replies: Promise<{ status: number }>[]) => {
  const all = (await Promise.all(replies)).map(({ status }) => status)
  return Object.fromEntries(
    [...new Set(all)].sort().map((status) => [status, all.filter((each) => each === status).length]),
  )
}

test('an address that sends wrong keys without end is told to wait; right keys behind it are not', async () => {
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id)
  useEnv({ REFUSALS_PER_MINUTE: '6' })
  const { 429: waiting } = await statuses(Array.from({ length: 60 }, (_, i) => balance(wrong(i))))
  // Six and one in ten seconds.
  expect(waiting).toBeGreaterThan(40)
  const refused = await balance(wrong(1))
  expect(refused.body).toMatchObject({ code: 'rate_limited' })
  expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(await statuses([balance('sk_live_x'), balance(null)])).toEqual({ 429: 2 })
  expect(await statuses(Array.from({ length: 20 }, () => balance(key)))).toEqual({ 200: 20 })
  expect(
    await withRemoteAddress('203.0.113.1', () =>
      send('POST', '/labels', { key, body: { carrier: 'ups', amount: 100 } }),
    ),
  ).toMatchObject({ status: 201 })
  expect(await balance(wrong(1), '203.0.113.2')).toMatchObject({ status: 401 })
})

test('a wrong key that comes again and again is not asked for in the database', async () => {
  await Promise.all(Array.from({ length: 200 }, () => balance(wrong(7))))
  const query = vi.spyOn(database(), 'sql')
  expect(await balance(wrong(7))).toMatchObject({ status: 429 })
  expect(query).not.toHaveBeenCalled()
  query.mockRestore()
})

test('of a wrong key its prefix is logged, and nothing of what is no key of ours', async () => {
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  await balance(wrong(3))
  await balance('sk_live_secret')
  const lines = warn.mock.calls
    .map(([facts]) => facts as unknown as Record<string, unknown>)
    .filter(({ event }) => event === 'api_key_refused')
  warn.mockRestore()
  expect(JSON.stringify(lines)).not.toMatch(/secret|xxxxx/)
})

test('a scheduler with a wrong secret is told to wait, and never the one with the right one', async () => {
  const callCron = (secret: string) =>
    withRemoteAddress('203.0.113.9', () =>
      cron(new Request('http://test/', { headers: { Authorization: `Bearer ${secret}` } })),
    )
  expect((await statuses(Array.from({ length: 200 }, () => callCron('nonsense'))))[429]).toBeGreaterThan(100)
  expect((await callCron('a-secret-of-sixteen')).status).toBe(200)
})

test('0 is no limit', async () => {
  useEnv({ REFUSALS_PER_MINUTE: '0' })
  expect(await statuses(Array.from({ length: 100 }, (_, i) => balance(wrong(i))))).toEqual({ 401: 100 })
})
