import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { openDatabase } from './client'
import { useTestDatabase } from './testing/test-database'

const { sql, appUrl, ownerUrl } = useTestDatabase()

test('a backend that dies under a query does not spoil the next query on its connection', async () => {
  const [{ id }] = await sql<[{ id: number }]>`select create_team('again', 'Again') as id`
  const app = openDatabase(appUrl, 1)
  const superuser = postgres(inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname), { max: 1 })
  const holder = postgres(ownerUrl, { max: 1 })
  for (let round = 0; round < 3; round++) {
    await holder`begin`
    await holder`select from ledger_accounts where team_id = ${id} and kind = 'postage' for update`
    // Unknown to the ledger: the refill is refused, but only after it has waited for the team's row.
    const waiting = app.sql<{ code: string }[]>`
      select code from request_refill(${id}, 'k', ${Buffer.from('x')}, 1000, null, null, null, 'user', gen_random_uuid()::text, 'web', null)`.catch((error: { code: string }) => error.code)
    const find = () => superuser<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and usename = 'indicia_app' and wait_event_type = 'Lock'`
    await expect.poll(async () => (await find()).length).toBe(1)
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
  const { sql: ask } = app
  expect(await ask`select ${ask`1 + 1`} as two where 1 in ${ask([1, 2])}`).toMatchObject([{ two: 2 }])
  await expect(ask`select 1 / 0`).rejects.toMatchObject({ code: '22012' })
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
