import { expect, test } from 'vitest'
import { isDatabaseAway } from '../lib/rules/errors'
import { openDatabase, type Sql } from './client'
import { probePooler } from './probe-pooler'
import { startTransactionPooler } from './testing/transaction-pooler'
import { useTestDatabase } from './testing/test-database'

const { sql: owner, appUrl } = useTestDatabase()

/** Twelve queries of one shape and more of others, many at once: whose row came back is plain to see. */
async function queryMany(sql: Sql): Promise<string[]> {
  const wrong: string[] = []
  const note = (warnings: unknown, right: unknown) =>
    void (
      JSON.stringify(warnings) === JSON.stringify(right) ||
      wrong.push(`${JSON.stringify(warnings)} for ${JSON.stringify(right)}`)
    )
  const query = async (n: number) => {
    const kinds = [
      async () => note(await sql`select ${n}::int as n, 'a' as kind`, [{ n, kind: 'a' }]),
      async () => note(await sql`select ${n}::int as n, 'b' as kind`, [{ n, kind: 'b' }]),
      async () =>
        note(await sql`select ${String(n)}::text as kind, ${n}::int as n, true as yes`, [
          { kind: String(n), n, yes: true },
        ]),
      async () =>
        note(
          await sql`select n from generate_series(1, ${n % 5}::int) n`,
          Array.from({ length: n % 5 }, (_, i) => ({ n: i + 1 })),
        ),
      async () => note(await sql`select 'fixed' as word`, [{ word: 'fixed' }]),
    ]
    await kinds[n % kinds.length]!().catch((error: Error & { code?: string }) =>
      wrong.push(`${error.code} ${error.message}`),
    )
  }
  for (let round = 0; round < 10; round++)
    await Promise.all(Array.from({ length: 60 }, (_, n) => query(round * 60 + n)))
  return wrong
}

test('behind a pooler that moves every transaction, each query gets its own rows', async () => {
  const pooler = await startTransactionPooler(appUrl)
  const { sql, close } = openDatabase(pooler.url, 6)
  const wrong = await queryMany(sql)
  expect(pooler.moves()).toBeGreaterThan(100)
  expect(wrong.slice(0, 10)).toEqual([])
  await close()
  pooler.close()
})

test.each([true, false])(
  'a pooler that passes names on is found out at start, whether it hides its servers (%s) or not',
  async (hidesKeys) => {
    const pooler = await startTransactionPooler(appUrl, { hidesKeys })
    expect(await probePooler(pooler.url)).toEqual({ statements: false, timeouts: true })
    pooler.close()
  },
)

test('PostgreSQL itself keeps statements', async () => {
  expect(await probePooler(appUrl)).toEqual({ statements: true, timeouts: true })
})

test('a pooler that keeps statements under names of its own is trusted with them', async () => {
  const pooler = await startTransactionPooler(appUrl, { renames: true })
  expect(await probePooler(pooler.url)).toEqual({ statements: true, timeouts: true })
  const warnings: string[] = []
  const { sql, close } = openDatabase(pooler.url, 6, { warn: (words) => warnings.push(words) })
  expect((await queryMany(sql)).slice(0, 10)).toEqual([])
  expect(warnings).toEqual([])
  await close()
  pooler.close()
})

test('a statement that no longer fits its table is made again, and those behind it get their own rows', async () => {
  const { sql, close } = openDatabase(appUrl, 1)
  await owner.unsafe(
    'create table fits (n integer); insert into fits values (1), (2); grant select on fits to indicia_app',
  )
  const query = (n: number) => sql`select n from fits where n = ${n}::int`
  const queryOther = (n: number) => sql`select ${n}::int as other`
  await Promise.all([query(1), queryOther(1)])
  await owner.unsafe('alter table fits alter column n type bigint')
  const results = await Promise.all([query(1), queryOther(2), query(2), queryOther(3)])
  expect(results.map(([row]) => row)).toEqual([{ n: 1 }, { other: 2 }, { n: 2 }, { other: 3 }])
  await owner.unsafe('drop table fits')
  await close()
})

test('without names all is right and nothing is prepared', async () => {
  const pooler = await startTransactionPooler(appUrl)
  const { sql, close } = openDatabase(pooler.url, 6, { prepare: false })
  expect((await queryMany(sql)).slice(0, 10)).toEqual([])
  expect(await sql`select name from pg_prepared_statements`).toEqual([])
  await close()
  pooler.close()
})

test('a pooler that comes in between later is noticed, said once, and done without names', async () => {
  const pooler = await startTransactionPooler(appUrl)
  const warnings: string[] = []
  const { sql, close } = openDatabase(pooler.url, 6, { warn: (words) => warnings.push(words) })
  expect((await queryMany(sql)).slice(0, 10)).toEqual([])
  expect(warnings).toEqual([expect.stringContaining('a pooler is in the way')])
  expect(sql.options.prepare).toBe(false)
  await close()
  pooler.close()
})

/** A row of values, as the server sends it. */
function dataRow(...values: string[]): Buffer {
  const fields = values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]))
  const body = Buffer.concat([int32(values.length).subarray(2), ...fields])
  return Buffer.concat([Buffer.from('D'), int32(body.length + 4), body])
}

function int32(number: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(number)
  return buffer
}

test.each([
  ['a word for a number', ['unauthenticated', 't']],
  ['a word for yes or no', ['1', 'unauthenticated']],
  ['too few values', ['1']],
])('an answer that is not the query’s is not used: %s', async (_, values) => {
  let tampers = false
  const pooler = await startTransactionPooler(appUrl, {
    tamper: (message) => (tampers && message[0] === 68 ? dataRow(...values) : message),
  })
  const { sql, close } = openDatabase(pooler.url, 1, { prepare: false })
  const query = () => sql`select 7::bigint as id, true as yes`
  expect(await query()).toEqual([{ id: 7, yes: true }])
  tampers = true
  const error = await query().catch((each: unknown) => each)
  expect(error).toMatchObject({ code: 'UNEXPECTED_RESULT' })
  expect(isDatabaseAway(error)).toBe(true)
  tampers = false
  expect(await query()).toEqual([{ id: 7, yes: true }])
  await close()
  pooler.close()
})

test('columns of another query are not used', async () => {
  let tampers = false
  const renamed = (message: Buffer) => Buffer.from(message.toString('latin1').replace('amount', 'fee_in'), 'latin1')
  const pooler = await startTransactionPooler(appUrl, {
    tamper: (message) => (tampers && message[0] === 84 ? renamed(message) : message),
  })
  const { sql, close } = openDatabase(pooler.url, 1, { prepare: false })
  const query = () => sql`select 7::bigint as amount`
  expect(await query()).toEqual([{ amount: 7 }])
  tampers = true
  await expect(query()).rejects.toMatchObject({
    code: 'UNEXPECTED_RESULT',
    message: 'A query was answered with the columns fee_in instead of amount.',
  })
  tampers = false
  expect(await query()).toEqual([{ amount: 7 }])
  await close()
  pooler.close()
})

test('a database that only reads loses its connections, so that the primary is found again', async () => {
  const { sql, close } = openDatabase(appUrl, 3)
  const name = new URL(appUrl).pathname.slice(1)
  const pids = async () =>
    new Set(
      (
        await Promise.all(
          Array.from({ length: 3 }, () => sql<[{ pid: number }]>`select pg_backend_pid() as pid, pg_sleep(0.02)::text`),
        )
      ).map(([{ pid }]) => pid),
    )
  const before = await (async () => {
    await owner.unsafe(`alter database ${name} set default_transaction_read_only = on`)
    return pids()
  })()
  const write = () => sql`select authorize_api_key(
    p_hash => ${Buffer.from('x')}, p_scope => 'read', p_write => true, p_per_minute => 1,
    p_burst => 1), nextval('schema_probe')`
  await owner.unsafe(
    'set default_transaction_read_only = off; create sequence schema_probe; grant usage on sequence schema_probe to indicia_app',
  )
  await expect(write()).rejects.toMatchObject({ code: '25006' })
  await owner.unsafe(
    `set default_transaction_read_only = off; alter database ${name} reset default_transaction_read_only`,
  )
  await expect
    .poll(async () => (await owner`select pid from pg_stat_activity where pid in ${owner([...before])}`).length)
    .toBe(0)
  await write()
  await owner.unsafe('drop sequence schema_probe')
  await close()
})
