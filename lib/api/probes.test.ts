import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import * as balanceCron from '../../app/api/cron/balance/route'
import * as labelRefundsCron from '../../app/api/cron/label-refunds/route'
import * as ledgerCron from '../../app/api/cron/ledger/route'
import * as cron from '../../app/api/cron/refills/route'
import * as health from '../../app/api/health/route'
import * as ready from '../../app/api/ready/route'
import { database, openDatabase, useDatabase, type Database } from '../../db/client'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createKey, problem, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql, appUrl } = useTestDatabase()
beforeAll(() => useEnv())
afterEach(() => void vi.useRealTimers())

const shutdown = globalThis as { indiciaIsShuttingDown?: boolean }

async function probe(file: typeof health, headers: Record<string, string> = {}) {
  const reply = await file.GET(new Request('http://test/api/probe', { headers }))
  return { status: reply.status, headers: reply.headers, body: await reply.json() }
}

async function withDatabase(other: Database, run: () => Promise<void>): Promise<void> {
  const own = database()
  useDatabase(other)
  try {
    await run()
  } finally {
    useDatabase(own)
  }
}

test('alive and ready', async () => {
  expect(await probe(health)).toMatchObject({ status: 200, body: { status: 'ok' } })
  expect(await probe(ready)).toMatchObject({ status: 200, body: { status: 'ok' } })
  expect((await health.POST(new Request('http://test/', { method: 'POST' }))).status).toBe(405)
})

test('not ready while stopping', async () => {
  shutdown.indiciaIsShuttingDown = true
  try {
    const reply = await probe(ready)
    expect(reply).toMatchObject({ status: 503, body: { status: 'unavailable', reason: 'shutting_down' } })
    expect(reply.headers.get('retry-after')).toBe('1')
    expect(await probe(health)).toMatchObject({ status: 200 })
  } finally {
    delete shutdown.indiciaIsShuttingDown
  }
})

test('not ready on a database that lacks migrations; ready on one that a newer build has migrated', async () => {
  await sql`update schema_version set migration = migration - 1`
  expect(await probe(ready)).toMatchObject({ status: 503, body: { reason: 'migrations_missing' } })
  await sql`update schema_version set migration = migration + 2`
  expect(await probe(ready)).toMatchObject({ status: 200 })
  await sql`update schema_version set migration = migration - 1`
})

test('not ready without a database, and quick to say so where it does not answer at all', async () => {
  const refused = openDatabase('postgres://nobody@127.0.0.1:1/nothing')
  await withDatabase(refused, async () => {
    expect(await probe(ready)).toMatchObject({ status: 503, body: { reason: 'database_away' } })
    expect(await probe(health)).toMatchObject({ status: 200 })
  })
  await refused.close()
  const silence = (() => new Promise(() => {})) as never
  const silent = { ...database(), sql: silence, aside: silence }
  await withDatabase(silent, async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = [probe(ready), send('GET', '/balance', { key: 'ind_any' })] as const
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await asked[0]).toMatchObject({ status: 503, body: { reason: 'database_away' } })
    await vi.advanceTimersByTimeAsync(4_000)
    const reply = await asked[1]
    expect(reply).toMatchObject(problem(503, 'unavailable'))
    expect(reply.headers.get('retry-after')).toBe('1')
  })
})

test('not ready while another build’s functions are in the database', async () => {
  const [{ hash }] = await sql<[{ hash: string }]>`select functions_hash as hash from schema_version`
  await sql`update schema_version set functions_hash = 'of another build', migration = migration + 1`
  expect(await probe(ready)).toMatchObject({ status: 503, body: { reason: 'functions_replaced' } })
  await sql`update schema_version set functions_hash = ${hash}, migration = migration - 1`
  expect(await probe(ready)).toMatchObject({ status: 200 })
})

test('not ready while no connection of the pool is to be had', async () => {
  const small = openDatabase(appUrl, 1)
  await withDatabase(small, async () => {
    const holds = small.sql`select pg_sleep(1.5)::text`.then(() => {})
    expect(await probe(ready)).toMatchObject({ status: 503, body: { reason: 'pool_stuck' } })
    await holds
    expect(await probe(ready)).toMatchObject({ status: 200 })
  })
  await small.close()
})

test('asks on one connection of its own, again and again', async () => {
  const own = openDatabase(appUrl, 1)
  await withDatabase(own, async () => {
    const pid = async () => (await own.dedicated<[{ pid: number }]>`select pg_backend_pid() as pid`)[0].pid
    await probe(ready)
    const first = await pid()
    await probe(ready)
    expect(await pid()).toBe(first)
    await own.dedicated`select pg_terminate_backend(pg_backend_pid())`.catch(() => {})
    await probe(ready)
    expect(await probe(ready)).toMatchObject({ status: 200 })
  })
  await own.close()
})

test.each([
  ['drop function authorize_api_key', '42883'],
  ['revoke execute on function authorize_api_key from indicia_app', '42501'],
])('a database that another build has changed is unavailable, not broken: %s', async (statement) => {
  const [{ text, grants }] = await sql<[{ text: string; grants: string }]>`
    select pg_get_functiondef(oid) as text, oid::regprocedure::text as grants from pg_proc where proname = 'authorize_api_key'`
  await sql.unsafe(statement)
  const reply = await send('GET', '/balance', { key: 'ind_any' })
  expect(reply).toMatchObject(problem(503, 'unavailable'))
  expect(reply.headers.get('retry-after')).toBe('1')
  await sql.unsafe(
    `${text}; revoke all on function ${grants} from public; grant execute on function ${grants} to indicia_app`,
  )
  expect(await send('GET', '/balance', { key: 'ind_any' })).toMatchObject({ status: 401 })
})

test('the cron route is there only with its secret, and resolves what is due', async () => {
  expect(await probe(cron)).toMatchObject(problem(404, 'not_found'))
  useEnv({ CRON_SECRET: 'a secret for the cron' })
  expect(await probe(cron)).toMatchObject(problem(401, 'unauthenticated'))
  expect(await probe(cron, { authorization: 'Bearer a secret for the crop' })).toMatchObject({ status: 401 })
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id)
  const lost = { amount: 1_000, payment_method_id: team.lostAnswerCard }
  const { body } = await send('POST', '/refills', { key, body: lost })
  await sql`update refills set ask_at = now() where id = ${body.id}`
  expect(await probe(cron, { authorization: 'Bearer a secret for the cron' })).toMatchObject({
    status: 200,
    body: { asked: 1 },
  })
  expect((await send('GET', `/refills/${body.id}`, { key })).body.status).toBe('posted')
})

test('the ledger’s cron route verifies once a day', async () => {
  useEnv()
  expect(await probe(ledgerCron)).toMatchObject(problem(404, 'not_found'))
  useEnv({ CRON_SECRET: 'a secret for the cron' })
  expect(await probe(ledgerCron)).toMatchObject(problem(401, 'unauthenticated'))
  for (const verified of [true, false]) {
    expect(await probe(ledgerCron, { authorization: 'Bearer a secret for the cron' })).toMatchObject({
      status: 200,
      body: { verified },
    })
  }
})

test('the balance’s cron route folds what is new', async () => {
  useEnv()
  expect(await probe(balanceCron)).toMatchObject(problem(404, 'not_found'))
  useEnv({ CRON_SECRET: 'a secret for the cron' })
  expect(await probe(balanceCron)).toMatchObject(problem(401, 'unauthenticated'))
  const due = { authorization: 'Bearer a secret for the cron' }
  await probe(balanceCron, due)
  await createTestTeam(sql, { balance: 5_000 })
  for (const folded of [1, 0]) expect(await probe(balanceCron, due)).toMatchObject({ status: 200, body: { folded } })
})

test('the cron route of refunds answers what was asked for a while ago', async () => {
  useEnv()
  expect(await probe(labelRefundsCron)).toMatchObject(problem(404, 'not_found'))
  useEnv({ CRON_SECRET: 'a secret for the cron' })
  expect(await probe(labelRefundsCron)).toMatchObject(problem(401, 'unauthenticated'))
  const team = await createTestTeam(sql, { balance: 1_000 })
  const key = await createKey(sql, team.id)
  const { body } = await send('POST', '/labels', { key, body: { carrier: 'usps', amount: 500 } })
  await send('POST', `/labels/${body.id}/refund`, { key })
  await sql`update label_refunds set requested_at = requested_at - interval '1 minute' where label_id = ${body.id}`
  for (const answered of [1, 0]) {
    expect(await probe(labelRefundsCron, { authorization: 'Bearer a secret for the cron' })).toMatchObject({
      status: 200,
      body: { answered },
    })
  }
  expect((await send('GET', `/labels/${body.id}`, { key })).body.status).toBe('refunded')
})
