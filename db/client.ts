import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '../lib/env'
import { askAgain } from './ask-again'
import * as schema from './schema'

/** A query that can be written into another one, and the client that runs it. `bigint` columns arrive as numbers. */
export type Sql = postgres.Sql<{ bigint: number }>

export type Database = {
  /** For our own SQL: reads of db/queries and the calls of the money functions. */
  sql: Sql
  /** For the sign-in library's adapter. A client of its own, because Drizzle changes its client's serializers. */
  orm: PostgresJsDatabase<typeof schema>
  close(): Promise<void>
}

const bigintAsNumber = {
  to: 20,
  from: [20],
  serialize: (value: number) => String(value),
  parse(value: string) {
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond what a number holds exactly`)
    return number
  },
}

/** Small pools on purpose: a team's money queues at one row, and more connections only queue deeper (STACK.md's figures). */
const pool = (max: number): postgres.Options<Record<string, never>> => ({
  max,
  connect_timeout: 5,
  idle_timeout: 60,
  onnotice: () => {},
  // Its own waits up to twenty seconds once the database has been away for a while.
  backoff: (attempt) => Math.random() * Math.min(2 ** attempt / 50, 1),
  // It asks for the array types on each new connection, and leaves that rejection to nobody when the connection is cut.
  // So arrays do not cross the wire here: they travel as JSON or text.
  fetch_types: false,
  connection: {
    application_name: 'indicia',
    // A login with another DateStyle would have its days and months swapped by the driver, without an error.
    DateStyle: 'ISO, MDY',
    statement_timeout: 15_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
  },
})

/** Opens the two pools; nothing connects before the first query. */
export function openDatabase(url: string, max = 8): Database {
  const sql = askAgain(postgres(url, { ...pool(max), types: { bigint: bigintAsNumber } }) as unknown as Sql)
  const forOrm = askAgain(postgres(url, pool(2)))
  return {
    sql,
    orm: drizzle(forOrm, { schema }),
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), forOrm.end({ timeout: 5 })])
    },
  }
}

const held = globalThis as { indiciaDatabase?: Database }

/** The process's database, opened at its first use with DATABASE_URL. */
export function database(): Database {
  return (held.indiciaDatabase ??= openDatabase(env().databaseUrl))
}

/** Makes `database()` answer with another one: for the command line and for tests, each with their own. */
export function useDatabase(other: Database | undefined): void {
  held.indiciaDatabase = other
}
