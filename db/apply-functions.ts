import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type postgres from 'postgres'

const functionsFolder = path.join(process.cwd(), 'db', 'functions')

export type Functions = { statements: { name: string | null; text: string }[]; hash: string }

/** The SQL of db/functions in the order of its files, one statement at a time; functions with their names. */
export function readFunctions(): Functions {
  const files = readdirSync(functionsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const source = files.map((name) => readFileSync(path.join(functionsFolder, name), 'utf8')).join('\n')
  // A statement begins at the start of a line; what is indented or within $$ belongs to the one before.
  const statements = source
    .split(/^(?=(?:create|alter) )/m)
    .slice(1)
    .map((text) => ({
      name: /^create or replace function (\w+)/.exec(text)?.[1] ?? null,
      text,
    }))
  return { statements, hash: sha256(source) }
}

/**
 * Brings the functions to the build's, in one transaction. What has not changed is left alone, with the rights on it:
 * each function carries the number of its migration and the hash of its text. Functions of ours that are gone are dropped.
 */
export async function applyFunctions(sql: postgres.Sql, { statements }: Functions, migration: number): Promise<void> {
  const installed = await sql<{ name: string; mark: string; isTrigger: boolean }[]>`
    select p.proname as name, obj_description(p.oid, 'pg_proc') as mark, p.prorettype = 'trigger'::regtype as "isTrigger"
    from pg_proc p where p.pronamespace = 'public'::regnamespace and obj_description(p.oid, 'pg_proc') like 'indicia migration %'`
  const marks = new Map(installed.map(({ name, mark }) => [name, mark]))
  const names = new Set(statements.flatMap(({ name }) => name ?? []))
  const script = ['lock table ledger_accounts in exclusive mode']
  // With a trigger's function its triggers go: whatever replaces them comes with the statements below.
  for (const { name, isTrigger } of installed)
    if (!names.has(name)) script.push(`drop function ${name}${isTrigger ? ' cascade' : ''}`)
  for (const { name, text } of statements) {
    if (name === null) {
      script.push(text)
      continue
    }
    const hash = sha256(text).slice(0, 16)
    const mark = marks.get(name)
    if (mark?.endsWith(hash)) continue
    // A trigger's function keeps its shape, and its triggers hold on to it; another one may have new arguments.
    if (mark && !/returns trigger/.test(text)) script.push(`drop function ${name}`)
    script.push(
      text,
      'revoke all on function ' + name + ' from public',
      `comment on function ${name} is 'indicia migration ${migration}, ${hash}'`,
    )
  }
  // One simple query is one transaction. Every verb locks a row of ledger_accounts first: none is underway meanwhile.
  await sql.unsafe(script.map((text) => text.trim().replace(/;$/, '')).join(';\n'))
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
