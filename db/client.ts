import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '../lib/env'
import { withQueryRetry, type ConnectionEvents } from './retry-query'
import { strictTypes } from './check-result'
import * as schema from './schema'

/** A query that can be written into another one, and the client that runs it. `bigint` columns arrive as numbers. */
export type Sql = postgres.Sql<{ bigint: number }>

export type Database = {
  /** For our own SQL: reads of db/queries and the calls of the money functions. */
  sql: Sql
  /** For the sign-in library's adapter. A client of its own, because Drizzle changes its client's serializers. */
  orm: PostgresJsDatabase<typeof schema>
  /** One connection beside the pools, made at its first use, for what must not wait for its turn in them. */
  dedicated: Sql
  /** Gives that connection up; the next question makes a new one. */
  renewDedicated(): void
  close(): Promise<void>
}

/** How the connections of a database are to be used. */
type PoolSettings = {
  /** Whether statements are prepared under names. Not behind a pooler that forgets them (probe-pooler.ts). */
  prepare?: boolean
  /** Hears once, in words, what changed about that by itself. */
  warn?: (message: string) => void
}

const held = globalThis as { indiciaDatabase?: Database; indiciaOnNotice?: (message: string, detail: string) => void }

/** From now on whatever a function of the database says aloud (a notice) while it works for this process is heard here. */
export function onDatabaseNotice(handle: (message: string, detail: string) => void): void {
  held.indiciaOnNotice = handle
}

/** Small pools on purpose: a team's money queues at one row, and more connections only queue deeper (docs/performance.md). */
export const poolOptions = (max: number, prepare = true): postgres.Options<Record<string, never>> => ({
  max,
  prepare,
  connect_timeout: 5,
  idle_timeout: 60,
  onnotice: (notice) => held.indiciaOnNotice?.(notice.message ?? '', notice.detail ?? ''),
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
export function openDatabase(url: string, max = 8, { prepare = true, warn = () => {} }: PoolSettings = {}): Database {
  let prepares = prepare
  const onStatementLost = () => {
    if (!prepares) return
    prepares = false
    for (const pool of [main, forOrm, aside]) pool.disablePreparedStatements()
    warn('Prepared statements got lost between transactions: a pooler is in the way. Going on without them.')
  }
  const main = renewable(
    (): Sql => postgres(url, { ...poolOptions(max, prepares), types: strictTypes as never }) as unknown as Sql,
    onStatementLost,
  )
  const forOrm = renewable(() => postgres(url, poolOptions(2, prepares)), onStatementLost)
  const aside = renewable(
    (): Sql => postgres(url, { ...poolOptions(1, prepares), types: strictTypes as never }) as unknown as Sql,
    onStatementLost,
  )
  return {
    sql: main.client,
    orm: drizzle(forOrm.client, { schema }),
    dedicated: aside.client,
    renewDedicated: aside.renew,
    async close() {
      await Promise.all([main.close(), forOrm.close(), aside.close()])
    },
  }
}

const RENEWS_AFTER_MS = 1_000
const ENDS_WITHIN_S = 5

type Pool = Pick<Sql, 'end'> & { options: { parsers: object; serializers: object } }

/**
 * A client that replaces all its connections if one of them leads to a read-only server, as after a failover, or to
 * results of somebody else. Running queries on the old connections end there. It replaces them at most once a second,
 * so that a read-only database is not flooded with connections.
 */
function renewable<Client extends Pool>(open: () => Client, onStatementLost: ConnectionEvents['onStatementLost']) {
  let current = open()
  let since = -Infinity
  const ending = new Set<Promise<void>>()
  const end = (client: Client) => {
    const ended = client.end({ timeout: ENDS_WITHIN_S }).finally(() => ending.delete(ended))
    ending.add(ended)
  }
  const renew = () => {
    const old = current
    current = open()
    // What Drizzle has set on the client that it was given.
    Object.assign(current.options.parsers, old.options.parsers)
    Object.assign(current.options.serializers, old.options.serializers)
    end(old)
  }
  const onWrongServer = () => {
    if (performance.now() - since < RENEWS_AFTER_MS) return
    since = performance.now()
    renew()
  }
  return {
    renew,
    client: withQueryRetry(() => current, { onStatementLost, onWrongServer }),
    disablePreparedStatements: () => void Object.assign(current.options, { prepare: false }),
    async close() {
      end(current)
      await Promise.all(ending)
    },
  }
}

/** The process's database, opened at its first use with DATABASE_URL. */
export function database(): Database {
  return (held.indiciaDatabase ??= openDatabase(env().databaseUrl))
}

/** Makes `database()` answer with another one: for the command line and for tests, each with their own. */
export function useDatabase(other: Database | undefined): void {
  held.indiciaDatabase = other
}
