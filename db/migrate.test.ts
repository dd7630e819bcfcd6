import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { applyFunctions, readFunctions } from './apply-functions'
import { migrate } from './migrate'
import { useTestDatabase } from './testing/test-database'

const { sql, appUrl, ownerUrl } = useTestDatabase()

const mayRefill = async () =>
  (
    await sql<[{ may: boolean }]>`
    select bool_and(has_function_privilege('indicia_app', oid, 'execute')) as may from pg_proc where proname in ('request_refill', 'claim_due_refills')`
  )[0].may

test('is safe to repeat, by several at once', async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrate({ ownerUrl, appUrl })))
  expect(await mayRefill()).toBe(true)
})

test('the command line with the owner’s login alone leaves the application its rights', async () => {
  await migrate({ ownerUrl, appUrl: ownerUrl })
  expect(await mayRefill()).toBe(true)
  await sql`update schema_version set functions_hash = 'of another build'`
  await migrate({ ownerUrl, appUrl: ownerUrl })
  expect(await mayRefill()).toBe(true)
})

test('each start gives back rights that were lost, and takes what was given by hand', async () => {
  const rights = async () =>
    (
      await sql`
    select has_table_privilege('indicia_app', 'refills', 'select') as reads, has_table_privilege('indicia_app', 'entries', 'insert') as writes,
      has_column_privilege('indicia_app', 'ledger_accounts', 'max_balance', 'update') as "setsLimits"`
    )[0]
  await sql.unsafe(
    'revoke select on refills from indicia_app; revoke execute on function request_refill from indicia_app',
  )
  await sql.unsafe(
    'grant insert on entries to indicia_app; grant update (max_balance) on ledger_accounts to indicia_app',
  )
  expect([await rights(), await mayRefill()]).toEqual([{ reads: false, writes: true, setsLimits: true }, false])
  await migrate({ ownerUrl, appUrl })
  expect([await rights(), await mayRefill()]).toEqual([{ reads: true, writes: false, setsLimits: false }, true])
})

test('a function whose shape has changed is replaced, one that is gone is dropped, and nobody else’s is touched', async () => {
  await sql.unsafe('create function somebody_elses() returns integer language sql as $$ select 1 $$')
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const build = readFunctions()
  const changed = {
    ...build,
    statements: [
      ...build.statements,
      {
        name: 'short_lived',
        text: 'create or replace function short_lived() returns integer language sql as $$ select 1 $$;',
        file: 'short-lived.sql',
        line: 1,
      },
    ],
  }
  await applyFunctions(owner, changed, 1)
  changed.statements.at(-1)!.text =
    'create or replace function short_lived(a text) returns text language sql as $$ select a $$;'
  await applyFunctions(owner, changed, 1)
  expect((await sql`select short_lived('x') as word`)[0]).toEqual({ word: 'x' })
  await applyFunctions(owner, build, 1)
  expect(await sql`select proname from pg_proc where proname in ('short_lived', 'somebody_elses')`).toMatchObject([
    { proname: 'somebody_elses' },
  ])
  await owner.end()
})

test('says where a function is wrong, and changes nothing then', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-functions-'))
  cpSync(path.join(process.cwd(), 'db/functions'), folder, { recursive: true })
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const apply = (...lines: string[]) => {
    writeFileSync(path.join(folder, '99-short-lived.sql'), lines.join('\n'))
    return applyFunctions(owner, readFunctions(folder), 1)
  }
  const header = [
    '-- A comment.',
    'create or replace function short_lived() returns integer language plpgsql as $$',
    'begin',
  ]
  try {
    expect(await apply(...header, '  return 1;', 'end $$;')).toEqual({ applied: ['short_lived'], dropped: [] })
    await expect(apply(...header, '  retrun 2;', 'end $$;')).rejects.toThrow(
      'db/functions/99-short-lived.sql:4: syntax error at or near "retrun"',
    )
    expect((await sql`select short_lived() as number`)[0]).toEqual({ number: 1 })
    expect(await apply('-- Empty.')).toEqual({ applied: [], dropped: ['short_lived'] })
  } finally {
    await owner.end()
    rmSync(folder, { recursive: true })
  }
})

test('a trigger’s function that is gone takes its trigger with it', async () => {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  const build = readFunctions()
  const text = `create or replace function short_lived() returns trigger language plpgsql as $$ begin return null; end $$;`
  const trigger =
    'create or replace trigger short_lived after insert on devices for each row execute function short_lived();'
  const more = [
    { name: 'short_lived', text, file: 'short-lived.sql', line: 1 },
    { name: null, text: trigger, file: 'short-lived.sql', line: 2 },
  ]
  const triggers = () => sql`select tgname from pg_trigger where tgname = 'short_lived'`
  await applyFunctions(owner, { ...build, statements: [...build.statements, ...more] }, 1)
  expect(await triggers()).toHaveLength(1)
  await applyFunctions(owner, build, 1)
  expect(await triggers()).toEqual([])
  await owner.end()
})

test('refuses a database that is newer than the build', async () => {
  await sql`update schema_version set migration = migration + 1`
  await expect(migrate({ ownerUrl, appUrl })).rejects.toThrow(/start the newer build/)
  await sql`update schema_version set migration = migration - 1`
})

test('a superuser’s extension in the same schema does not stop it', async () => {
  const superuser = postgres(inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname), {
    max: 1,
  })
  await superuser.unsafe(
    'create function public.of_an_extension() returns integer language sql as $$ select 1 $$; create table public.of_an_extension (id integer)',
  )
  await superuser.end()
  await sql`update schema_version set functions_hash = 'of another build'`
  await migrate({ ownerUrl, appUrl })
  expect(await mayRefill()).toBe(true)
})
