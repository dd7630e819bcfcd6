import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type postgres from 'postgres'

const functionsFolder = path.join(process.cwd(), 'db', 'functions')

type Statement = {
  /** The function's, or null for a trigger and the like. */
  name: string | null
  text: string
  file: string
  /** Where it begins in its file; 1 is the first. */
  line: number
}

export type Functions = { statements: Statement[]; hash: string }

/** The functions that a database has been given, and those that were taken from it. */
export type AppliedFunctions = { applied: string[]; dropped: string[] }

/** SQL of db/functions that PostgreSQL refuses: the message says where it stands and why. */
export class FunctionError extends Error {
  override name = 'FunctionError'
}

/** The SQL of db/functions in the order of its files, one statement at a time; functions with their names. */
export function readFunctions(folder = functionsFolder): Functions {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((file) => ({ file, source: readFileSync(path.join(folder, file), 'utf8') }))
  return {
    statements: files.flatMap(({ file, source }) => statementsOf(file, source)),
    hash: sha256(files.map(({ source }) => source).join('\n')),
  }
}

/** A statement begins at the start of a line; what is indented or within $$ belongs to the one before. */
function statementsOf(file: string, source: string): Statement[] {
  const [head = '', ...texts] = source.split(/^(?=(?:create|alter) )/m)
  let line = lineBreaksIn(head) + 1
  return texts.map((text) => {
    const statement = { name: /^create or replace function (\w+)/.exec(text)?.[1] ?? null, text, file, line }
    line += lineBreaksIn(text)
    return statement
  })
}

const lineBreaksIn = (text: string) => text.split('\n').length - 1

/**
 * Brings the functions to those of the build in one transaction. Unchanged functions and their grants stay as they are:
 * each function stores the number of its migration and the hash of its text. Our functions that no longer exist in the
 * build are dropped. Throws `FunctionError`.
 */
export async function applyFunctions(
  sql: postgres.Sql,
  { statements }: Functions,
  migration: number,
): Promise<AppliedFunctions> {
  const installed = await sql<{ name: string; mark: string; isTrigger: boolean }[]>`
    select p.proname as name, obj_description(p.oid, 'pg_proc') as mark, p.prorettype = 'trigger'::regtype as "isTrigger"
    from pg_proc p where p.pronamespace = 'public'::regnamespace and obj_description(p.oid, 'pg_proc') like 'indicia migration %'`
  const marks = new Map(installed.map(({ name, mark }) => [name, mark]))
  const names = new Set(statements.flatMap(({ name }) => name ?? []))
  const dropped = installed.filter(({ name }) => !names.has(name))
  const applied: string[] = []
  const script = new Script()
  script.add('lock table ledger_accounts in exclusive mode')
  // With a trigger's function its triggers go: whatever replaces them comes with the statements below.
  for (const { name, isTrigger } of dropped) script.add(`drop function ${name}${isTrigger ? ' cascade' : ''}`)
  for (const statement of statements) {
    const { name, text } = statement
    if (name === null) {
      script.add(text, statement)
      continue
    }
    const hash = sha256(text).slice(0, 16)
    const mark = marks.get(name)
    if (mark?.endsWith(hash)) continue
    // A trigger's function keeps its shape, and its triggers hold on to it; another one may have new arguments.
    if (mark && !/returns trigger/.test(text)) script.add(`drop function ${name}`)
    script.add(text, statement)
    script.add(`revoke all on function ${name} from public`)
    script.add(`comment on function ${name} is 'indicia migration ${migration}, ${hash}'`)
    applied.push(name)
  }
  await script.run(sql)
  return { applied, dropped: dropped.map(({ name }) => name) }
}

/** Statements that are sent as one, and know where each of them came from. */
class Script {
  #text = ''
  #parts: { start: number; statement: Statement }[] = []

  add(text: string, statement?: Statement): void {
    if (statement) this.#parts.push({ start: this.#text.length, statement })
    this.#text += `${text.trimEnd().replace(/;$/, '')};\n`
  }

  /** One simple query is one transaction. Every verb locks a row of ledger_accounts first: none is underway meanwhile. */
  async run(sql: postgres.Sql): Promise<void> {
    try {
      await sql.unsafe(this.#text)
    } catch (error) {
      const at = Number((error as { position?: string }).position) - 1
      const part = this.#parts.findLast(({ start }) => start <= at)
      if (!part) throw error
      const line = part.statement.line + lineBreaksIn(this.#text.slice(part.start, at))
      throw new FunctionError(`db/functions/${part.statement.file}:${line}: ${(error as Error).message}`, {
        cause: error,
      })
    }
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
