import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Sql } from './client'
import { readStatements, type ClaimedType, type Statement } from './testing/read-statements'
import { useTestDatabase, withTestDatabase } from './testing/test-database'

const { sql } = useTestDatabase()

const FOLDERS = ['cli', 'db', 'lib', 'server']
const statements = readStatements(FOLDERS)

/** What a row type may claim although the column alone does not say so: `<file> <column>` and why it is true. */
const KNOWN: Record<string, string> = {
  'db/queries/balance.ts limit': 'check_bounds: a postage account has a limit',
  'db/queries/balance.ts minimum': 'check_bounds: a postage account has a minimum refill',
  'db/queries/label-history.ts account': 'the statement asks for these two accounts',
  'db/queries/label-history.ts answeredBy': 'read only where USPS has answered',
  'db/queries/label-history.ts answeredAt': 'read only where USPS has answered',
  'lib/refills/read-charge.ts card': 'only a refill by card is processing, and a card has a reference',
}

/** How values arrive by type (db/check-result.ts); all others arrive as text. */
const KINDS: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  oid: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  date: 'Date',
  timestamp: 'Date',
  timestamptz: 'Date',
  bytea: 'Buffer',
  json: 'any',
  jsonb: 'any',
}

type Column = { name: string; type: number; table: number; number: number }
type Catalog = Awaited<ReturnType<typeof readCatalog>>

async function readCatalog(db: Sql) {
  const types = await db<{ oid: number; name: string; labels: string[] | null }[]>`
    select t.oid, t.typname as name, (select json_agg(e.enumlabel) from pg_enum e where e.enumtypid = t.oid) as labels
    from pg_type t`
  const nullable = await db<{ column: string }[]>`
    select a.attrelid || '.' || a.attnum as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relkind = 'r' and a.attnum > 0 and not a.attnotnull`
  return {
    types: new Map(types.map(({ oid, ...type }) => [oid, type])),
    nullable: new Set(nullable.map(({ column }) => column)),
  }
}

/** What is wrong about the claim, as far as the database knows: it cannot say whether an expression may be null. */
function compare({ type, table, number }: Column, claimed: ClaimedType, { types, nullable }: Catalog): string | null {
  const { name, labels } = types.get(type)!
  const kind = KINDS[name] ?? 'string'
  if (kind !== 'any' && claimed.kinds.some((each) => each !== kind))
    return `is ${name}, not ${claimed.kinds.join(' | ')}`
  const missing = claimed.literals && labels?.filter((label) => !claimed.literals!.includes(label))
  if (missing?.length) return `may be ${missing.join(', ')}`
  return nullable.has(`${table}.${number}`) && !claimed.isNullable ? 'may be null' : null
}

function compareAll(columns: Column[], { claimed, isRead, place }: Statement, catalog: Catalog): string[] {
  if (!claimed) return columns.length > 0 && isRead ? ['its rows have no type'] : []
  const absent = [...claimed].filter(
    ([name, { isOptional }]) => !isOptional && !columns.some((column) => column.name === name),
  )
  return [
    ...absent.map(([name]) => `${name} is no column`),
    ...columns.flatMap((column) => {
      if (column.name === 'a_name' || `${place.replace(/:\d+$/, '')} ${column.name}` in KNOWN) return []
      const claim = claimed.get(column.name)
      const problem = claim ? compare(column, claim, catalog) : 'is not in the row type'
      return problem ? [`${column.name} ${problem}`] : []
    }),
  ]
}

/** What is wrong with the statements in a database, which prepares each and describes its columns. */
async function findProblems(db: Sql): Promise<string[]> {
  const catalog = await readCatalog(db)
  const found = new Set<string>()
  for (const statement of statements) {
    for (const text of statement.texts) {
      const problems = await db
        .unsafe(text)
        .describe()
        .then(
          ({ columns }) => compareAll(columns as unknown as Column[], statement, catalog),
          (error: Error) => [error.message],
        )
      for (const problem of problems) found.add(`${statement.place} ${problem}`)
    }
  }
  return [...found]
}

test('every hand-written statement is valid, and answers with the columns that its row type claims', async () => {
  expect(statements.length).toBeGreaterThan(150)
  expect(await findProblems(sql)).toEqual([])
})

test('a column that is renamed, may be null, or has another type is noticed', async () => {
  await withTestDatabase(async (_app, owner) => {
    await owner.unsafe(`
      alter table payment_methods rename column label to name;
      alter table devices alter column serial drop not null;
      alter table devices alter column active type text using active::text;
      drop function revoke_api_key`)
    await owner.unsafe(`alter type refill_status add value 'disputed'`)
    const problems = await findProblems(owner)
    for (const problem of [
      / column m\.label does not exist$/,
      / serial may be null$/,
      / active is text, not boolean$/,
      / status may be disputed$/,
      / function revoke_api_key\(.*does not exist$/,
    ])
      expect(problems).toContainEqual(expect.stringMatching(problem))
  })
})

test('SQL that is put together as text stands in these files alone, and none in the screens', () => {
  const filesWith = (folder: string, pattern: RegExp) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(folder, file))
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file) && !file.includes('/testing/'))
      .filter((file) => pattern.test(readFileSync(file, 'utf8')))
  expect(FOLDERS.flatMap((folder) => filesWith(folder, /\.unsafe(<|\()/)).toSorted()).toEqual([
    'db/apply-functions.ts',
    'db/grant-to-application.ts',
    // Several statements in one simple query, for a time-out of their own.
    'lib/ledger/verify-nightly.ts',
    'lib/ledger/verify-team-now.ts',
    'server/create-logins.ts',
  ])
  expect(filesWith('app', /\bsql(<[^`]*>)?`/)).toEqual([])
})
