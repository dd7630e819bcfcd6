import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { sql as drizzled } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { openDatabase } from './client'
import { users } from './schema'
import { useTestDatabase } from './testing/test-database'

const { sql, appUrl, ownerUrl } = useTestDatabase()

test('a backend that dies under a query does not spoil the next query on its connection', async () => {
  const [{ id }] = await sql<[{ id: number }]>`select create_team(p_slug => 'again', p_name => 'Again') as id`
  const app = openDatabase(appUrl, 1)
  const superuser = postgres(inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname), {
    max: 1,
  })
  const holder = postgres(ownerUrl, { max: 1 })
  for (let round = 0; round < 3; round++) {
    await holder`begin`
    await holder`select from ledger_accounts where team_id = ${id} and kind = 'postage' for update`
    // Unknown to the ledger: the refill is refused, but only after it has waited for the team's row.
    const waiting = app.sql<{ code: string }[]>`
      select code from request_refill(
        p_team => ${id}, p_key => 'k', p_request_hash => ${Buffer.from('x')}, p_amount => 1000, p_method => null,
        p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => gen_random_uuid()::text,
        p_source => 'web', p_expected_total => null)`.catch((error: { code: string }) => error.code)
    const find = () => superuser<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and usename = 'indicia_app' and wait_event_type = 'Lock'`
    await expect.poll(async () => (await find()).length, { timeout: 20_000 }).toBe(1)
    await superuser`select pg_terminate_backend(${(await find())[0]!.pid})`
    await holder`commit`
    // What was underway has an unknown outcome, and is told so.
    expect(await waiting).toBe('CONNECTION_CLOSED')
    expect(await app.sql`select 1 as one`).toEqual([{ one: 1 }])
  }
  await Promise.all([holder, superuser].map((client) => client.end({ timeout: 1 })))
  await app.close()
})

test('lists, fragments and errors are what they were', async () => {
  const app = openDatabase(appUrl, 2)
  const { sql: run } = app
  expect(await run`select ${run`1 + 1`} as two where 1 in ${run([1, 2])}`).toMatchObject([{ two: 2 }])
  await expect(run`select 1 / 0`).rejects.toMatchObject({ code: '22012' })
  await app.close()
})

test('a backend that dies amid its rows does not spoil the rows of the next query', async () => {
  const app = openDatabase(ownerUrl, 1)
  const dying = app.sql`
    select n, repeat('x', 8000), case when n = 9 then pg_terminate_backend(pg_backend_pid()) end from generate_series(1, 20) n`
  await expect(dying).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  expect([...(await app.sql`select n from generate_series(1, 3) n`)]).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  expect([...(await app.sql`select 1 as one`)]).toEqual([{ one: 1 }])
  await app.close()
})

test('a refusal from while the database was away is not told to a later query', async () => {
  await sql`insert into users (name) values ('Somebody')`
  const way = await openWay()
  const app = openDatabase(way.url, 1)
  for (const [run, runOther] of [
    [() => app.sql`select ${1}::int as one`, () => app.sql`select ${2}::int as two`],
    [
      () =>
        app.orm
          .select({ one: drizzled`1` })
          .from(users)
          .limit(1),
      () => app.orm.execute(drizzled`select ${2}::int as two`),
    ],
  ] as const) {
    expect(await run()).toEqual([{ one: 1 }])
    // One query dies underway, the next one is refused at the door.
    way.now = 'cut'
    await expect(runOther()).rejects.toThrow()
    way.now = 'refuse'
    // The client of the sign-in library has two connections.
    await expect(run()).rejects.toThrow()
    await expect(run()).rejects.toThrow()
    way.now = 'open'
    expect(await run()).toEqual([{ one: 1 }])
  }
  await app.close()
  way.close()
})

/** A way to the database that can be cut at the next query, or end at a server that takes no connections. */
async function openWay() {
  const to = new URL(appUrl)
  const way = { now: 'open' as 'open' | 'cut' | 'refuse', url: '', close: () => void server.close() }
  const server = createServer((client) => {
    client.on('error', () => {})
    if (way.now === 'refuse') {
      // The driver takes the refusal for an answer to the query that died, and goes on with it: that finds nobody there.
      client.once('data', () => {
        client.write(fatal('55000', 'database is not currently accepting connections'))
        client.once('data', () => client.resetAndDestroy())
      })
      return
    }
    const onward = connect(Number(to.port), to.hostname)
    onward
      .on('error', () => client.destroy())
      .on('close', () => client.destroy())
      .pipe(client)
    client
      .on('data', (chunk) => (way.now === 'cut' ? client.destroy() : onward.write(chunk)))
      .on('close', () => onward.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(appUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  way.url = url.href
  return way
}

/** The message with which PostgreSQL refuses a connection. */
function fatal(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
