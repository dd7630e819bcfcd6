import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { migrate } from './migrate'
import { useTestDatabase } from './testing/test-database'

const { sql } = useTestDatabase()

type Column = { tab: string; col: string; type: string; base: string; length: number | null }

/** Every column that holds text: also arrays of it, JSON, and domains over them. */
const columns = () => sql<Column[]>`
  select c.relname as tab, a.attname as col, format_type(a.atttypid, null) as type,
    format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as base, nullif(a.atttypmod, -1) as length
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    and coalesce(nullif(t.typbasetype, 0), t.oid) in (
      'text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'text[]'::regtype, 'varchar[]'::regtype, 'json'::regtype, 'jsonb'::regtype, 'xml'::regtype)
  order by 1, 2`

const HUGE: Record<string, string> = {
  text: `repeat('a', 100000)`,
  'character varying': `repeat('a', 100000)`,
  jsonb: `to_jsonb(repeat('a', 5000000))`,
  'text[]': `array_fill('read'::text, array[1000])`,
}

/** Whether the database refuses what is far too much for the column: by the length of its type, its domain, or a CHECK of its table. */
async function isBounded({ tab, col, type, base, length }: Column): Promise<boolean> {
  if (length !== null) return true
  const huge = HUGE[base]!
  if (type !== base) {
    return sql.unsafe(`select ${huge}::${type}`).then(
      () => false,
      (error) => error.code === '23514',
    )
  }
  const checks = await sql<{ check: string }[]>`
    select pg_get_expr(k.conbin, k.conrelid) as check from pg_constraint k where k.conrelid = ${tab}::regclass and k.contype = 'c'`
  for (const { check } of checks) {
    const others = (
      await sql<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = ${tab}::regclass and attnum > 0 and not attisdropped and attname <> ${col}`
    ).map(({ name }) => `(null::${tab})."${name}"`)
    const [row] = await sql.unsafe(
      `select (${check}) is false as refused from (select ${[`${huge} as "${col}"`, ...others].join(', ')}) ${tab}`,
    )
    if (row!.refused) return true
  }
  return false
}

test('every column that holds text has a bound', async () => {
  const unbounded: string[] = []
  for (const column of await columns()) if (!(await isBounded(column))) unbounded.push(`${column.tab}.${column.col}`)
  // A column of yours? db/schema/columns.ts has types with a bound.
  expect(unbounded).toEqual([])
})

test('a name that nobody can see is refused, whoever writes it', async () => {
  const refused = (text: string) =>
    sql`select ${text}::text_line_75`.then(
      () => false,
      (error) => error.code === '23514',
    )
  for (const bad of [
    'a\nb',
    'a\tb',
    'a\u001bb',
    'a\u0085b',
    'a\u200bb',
    'a\u202eb',
    'a\u2066b',
    'a\ufeffb',
    'a\u00adb',
  ])
    expect(await refused(bad)).toBe(true)
  for (const good of ['Marketing', '👩‍👩‍👧', 'بريد', 'Café']) expect(await refused(good)).toBe(false)
  await expect(sql`select ${'a\nb'}::text_prose_4000`).resolves.toHaveLength(1)
})

test('an upgrade brings what was kept before within the bounds, leaves history alone, and fails for no row', async () => {
  const { superuserUrl, ownerUrl, appUrl } = inject('testServer')
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`
  const on = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const superuser = postgres(superuserUrl, { max: 1 })
  await superuser.unsafe(`create database ${name} owner indicia_owner`)
  const old = postgres(on(ownerUrl), { max: 1, onnotice: () => {} })
  const folder = migrationsBefore('bound_texts')
  try {
    await applyMigrations(drizzle(old), { migrationsFolder: folder })
    await old.unsafe(KEPT_BEFORE)
    await migrate({ ownerUrl: on(ownerUrl), appUrl: on(appUrl) })
    expect((await old`select char_length(name) as name, char_length(email) as email from users`)[0]).toEqual({
      name: 200,
      email: 254,
    })
    expect((await old`select name from api_keys`)[0]).toEqual({ name: 'Zebra [31m key' })
    expect((await old`select label from postage_requests`)[0]).toEqual({ label: null })
    expect((await old`select char_length(failure_message) as message from refills`)[0]).toEqual({ message: 500 })
    expect(await old`select code from cost_accounts order by code`).toMatchObject([
      { code: 'Caf\u00e9 East' },
      { code: 'TWIN' },
      { code: 'TWIN\u200b' },
    ])
    expect((await old`select char_length(actor_name) as name from audit_log where action = 'x'`)[0]).toEqual({
      name: 100_000,
    })
    // What was there before is held against nobody who changes something else about it.
    await old`update api_keys set revoked_at = now()`
    await old`update cost_accounts set active = false`
    await old`update postage_requests set status = 'withdrawn', decided_at = now(), decided_by_name = 'x'`
  } finally {
    await old.end()
    await superuser.unsafe(`drop database ${name} with (force)`)
    await superuser.end()
    rmSync(folder, { recursive: true })
  }
})

/** The migrations as they were before one, in a folder of their own. */
function migrationsBefore(tag: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-migrations-'))
  cpSync('db/migrations', folder, { recursive: true })
  const journal = path.join(folder, 'meta/_journal.json')
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }
  writeFileSync(
    journal,
    JSON.stringify({
      ...rest,
      entries: entries.slice(
        0,
        entries.findIndex((each) => each.tag.endsWith(tag)),
      ),
    }),
  )
  return folder
}

const KEPT_BEFORE = `
  insert into teams (slug, name) values ('old', 'Old');
  insert into users (name, email) values (repeat('n', 99999) || chr(8238), repeat('e', 5000) || '@x.example');
  insert into api_keys (team_id, name, hash, prefix, scopes) select id, 'Zebra' || chr(13) || chr(10) || chr(27) || '[31m' || chr(8238) || 'key', '\\x00', 'ind_x', array['read'] from teams;
  insert into cost_accounts (team_id, code, name) select id, code, code from teams, (values ('Cafe' || chr(769) || chr(160) || 'East'), ('TWIN'), ('TWIN' || chr(8203))) c(code);
  insert into postage_requests (team_id, reference, asked_by, asked_by_name, amount, reason, label_key, label, created_at)
    select t.id, 'PR-1', u.id, repeat('a', 100000), 1000, 'x', 'k', jsonb_build_object('reference', repeat('r', 2800000)), now() from teams t, users u;
  insert into payment_methods (team_id, type, label, processor_ref) select id, 'credit_card', 'Visa', 'pm_1' from teams;
  insert into refills (team_id, id, reference, status, amount, fee, balance_before, payment_method_id, payment_method_type, payment_method_label,
      actor_type, actor_id, actor_name, source, failure_message, created_at)
    select team_id, gen_random_uuid(), 'RF-1', 'failed', 1000, 0, 0, id, 'credit_card', 'Visa', 'user', 'x', repeat('a', 100000), 'web', repeat('m', 10000), now()
    from payment_methods;
  insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject)
    select id, now(), 'user', 'x', repeat('a', 100000), 'x', 'team' from teams;
`
