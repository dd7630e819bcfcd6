import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const migrationsFolder = path.join(process.cwd(), 'db', 'migrations')
const functionsFolder = path.join(process.cwd(), 'db', 'functions')

/** Any number will do; it only has to be the same for everyone who migrates. */
const MIGRATION_LOCK = 7_236_411

/**
 * Brings a database to this build's migrations, functions and grants. Safe to call from several processes at once: they
 * take turns under an advisory lock, on a connection of their own. Throws where the database is newer than this build.
 */
export async function migrate({ ownerUrl, appUrl }: { ownerUrl: string; appUrl: string }): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    const build = readBuild(appUrl)
    const found = await installedVersion(sql)
    if (found && found.migration > build.migration) {
      throw new Error(
        `The database is at migration ${found.migration}, this build knows only ${build.migration}: start the newer build.`,
      )
    }
    if (found?.migration === build.migration && found.functionsHash === build.functionsHash) return
    if (found?.migration !== build.migration) await applyMigrations(drizzle(sql), { migrationsFolder })
    await sql.unsafe(build.functions)
    await sql`
      insert into schema_version (migration, functions_hash) values (${build.migration}, ${build.functionsHash})
      on conflict (single) do update
      set migration = excluded.migration, functions_hash = excluded.functions_hash, applied_at = now()`
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** The migration that this build belongs to: how many there are. */
export function buildMigration(): number {
  const journal = JSON.parse(readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: unknown[]
  }
  return journal.entries.length
}

type Build = { migration: number; functions: string; functionsHash: string }

function readBuild(appUrl: string): Build {
  const migration = buildMigration()
  const app = decodeURIComponent(new URL(appUrl).username)
  const files = readdirSync(functionsFolder).filter((name) => name.endsWith('.sql')).sort()
  const source = files.map((name) => readFileSync(path.join(functionsFolder, name), 'utf8')).join('\n')
  const names = [...source.matchAll(/^create or replace function (\w+)/gm)].map((match) => match[1]!)
  const functions = [
    dropReplaced(names),
    source.replaceAll('{{app}}', app.replaceAll('"', '""').replaceAll("'", "''")),
    markFunctions(names, migration),
  ].join('\n')
  return { migration, functions, functionsHash: createHash('sha256').update(functions).digest('hex') }
}

async function installedVersion(sql: postgres.Sql): Promise<{ migration: number; functionsHash: string } | null> {
  const [table] = await sql`select to_regclass('public.schema_version') as name`
  if (!table?.name) return null
  const [row] = await sql`select migration, functions_hash from schema_version`
  return row ? { migration: row.migration, functionsHash: row.functions_hash } : null
}

/** Functions of ours whose shape changed cannot be replaced in place; those that we marked may go, nobody else's. */
const dropReplaced = (names: string[]) => `
do $$
declare
  f regprocedure;
begin
  for f in
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
      and obj_description(p.oid, 'pg_proc') like 'indicia migration %'
  loop
    execute 'drop function ' || f;
  end loop;
end $$;
-- ${names.length} functions follow`

const markFunctions = (names: string[], migration: number) => `
do $$
declare
  f regprocedure;
begin
  for f in
    select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.proname = any ('{${names.join(',')}}'::text[])
  loop
    execute format('comment on function %s is %L', f, 'indicia migration ${migration}');
  end loop;
end $$;`
