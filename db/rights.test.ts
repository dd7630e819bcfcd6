import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { readCalls } from './testing/read-calls'
import { useTestDatabase } from './testing/test-database'

const { sql, appUrl } = useTestDatabase()

type Fn = {
  name: string
  isDefiner: boolean
  isWriter: boolean
  mayCall: boolean
  everybody: boolean
  path: string | null
}

/** Our functions, without those of triggers, which nobody can call. */
const functions = () => sql<Fn[]>`
  select p.proname as name, p.prosecdef as "isDefiner", p.provolatile = 'v' as "isWriter",
    has_function_privilege('indicia_app', p.oid, 'execute') as "mayCall",
    exists (select from aclexplode(p.proacl) a where a.grantee = 0) as everybody,
    array_to_string(p.proconfig, ', ') as path
  from pg_proc p where p.prorettype <> 'trigger'::regtype and obj_description(p.oid, 'pg_proc') like 'indicia migration %'`

test('the application may call what the owner lends it, and formulas; nobody else may call anything', async () => {
  for (const { name, isDefiner, isWriter, mayCall, everybody } of await functions()) {
    expect({ name, everybody }).toEqual({ name, everybody: false })
    if (isWriter || isDefiner) expect({ name, mayCall }).toEqual({ name, mayCall: isDefiner })
  }
})

test('the application calls every function that the owner lends it, and none that it may not call', async () => {
  const called = new Set(readCalls(['lib', 'app', 'db/queries'], { tests: false }).map(({ name }) => name))
  const all = await functions()
  // One that nobody calls is dead, or the operator's: then it must not be SECURITY DEFINER.
  expect(all.filter(({ name, isDefiner }) => isDefiner && !called.has(name)).map(({ name }) => name)).toEqual([])
  expect(all.filter(({ name, mayCall }) => called.has(name) && !mayCall).map(({ name }) => name)).toEqual([])
})

test('what runs with the owner’s rights looks names up in our schema alone', async () => {
  const loose = (await functions()).filter(
    ({ isDefiner, path }) => isDefiner && path !== 'search_path=pg_catalog, public, pg_temp',
  )
  expect(loose).toEqual([])
})

test('of the tables the application may write those of the sign-in and the test processor, and none that hold money', async () => {
  const writable = await sql<{ name: string; rights: string }[]>`
    select c.relname as name, string_agg(p, ', ' order by p) as rights
    from pg_class c cross join unnest(array['insert', 'update', 'delete', 'truncate']) p
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (has_table_privilege('indicia_app', c.oid, p)
        or p in ('insert', 'update') and has_any_column_privilege('indicia_app', c.oid, p))
    group by 1 order by 1`
  expect(Object.fromEntries(writable.map(({ name, rights }) => [name, rights]))).toEqual({
    identities: 'delete, insert, update',
    kept_forms: 'delete, insert',
    sessions: 'delete, insert, update',
    test_processor_charges: 'insert',
    users: 'delete, insert, update',
  })
})

test('the operator’s functions refuse the application', async () => {
  const app = postgres(appUrl, { max: 1, onnotice: () => {} })
  const names = [
    ...readFileSync('db/functions/60-operate.sql', 'utf8').matchAll(/^create or replace function (\w+)\(/gm),
  ]
  const writers = new Set((await functions()).filter(({ isWriter }) => isWriter).map(({ name }) => name))
  const verbs = names.map(([, name]) => name!).filter((name) => writers.has(name))
  expect(verbs).toContain('create_team')
  for (const name of verbs) {
    const [{ parameters }] = await sql<[{ parameters: string }]>`
      select string_agg('null::' || format_type(t, null), ', ') as parameters
      from pg_proc p, unnest(p.proargtypes) t where p.proname = ${name}`
    await expect(app.unsafe(`select ${name}(${parameters})`), name).rejects.toMatchObject({ code: '42501' })
  }
  await app.end()
})
