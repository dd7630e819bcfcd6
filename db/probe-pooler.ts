import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { poolOptions } from './client'

const CONNECTIONS = 3
const ROUNDS = 3
/** How long one connection is held busy while the others ask, so that a pooler gives them other servers. */
const HOLD_SECONDS = 0.01

type Seen = {
  /** The process that answered, and the one that the connection was told to be at its beginning. */
  pid: number
  startPid: number
  /** Our statement's names at the server that answered, whoever prepared it there. */
  found: string[]
  /** What this connection calls it. */
  own: string
  /** Whether the driver had to prepare it again. */
  isAgain: boolean
  timeout: string
}

/** A pooler does not let us in as it is set, in words. */
export class PoolerError extends Error {
  override name = 'PoolerError'
}

export type PoolerSupport = {
  /** Whether a statement that is prepared under a name is found again in every later transaction. */
  statements: boolean
  /** Whether the timeouts that we ask for at the beginning of a connection are in force. */
  timeouts: boolean
}

/**
 * Tests through DATABASE_URL what happens to a named prepared statement in several transactions on several connections.
 * Statements are kept only if each connection has a server process of its own, or if the pooler renames statements
 * (PgBouncer 1.21 and later with max_prepared_statements). A pooler that passes names through counts as one that loses
 * them, because that depends on the other clients.
 */
export async function probePooler(url: string): Promise<PoolerSupport> {
  const clients = Array.from({ length: CONNECTIONS }, () => postgres(url, { ...poolOptions(1), idle_timeout: 0 }))
  try {
    const marker = `keeps_${randomUUID()}`
    const seen: Seen[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // All at once, and each in its turn longer than the others.
      seen.push(
        ...(await Promise.all(
          clients.map((client, at) => probe(client, marker, at === round % CONNECTIONS ? HOLD_SECONDS : 0)),
        )),
      )
    }
    return {
      statements: areServers(seen) || areRenamed(seen),
      timeouts: seen.every(({ timeout }) => timeout !== '0'),
    }
  } catch (error) {
    throw refusedParameter(error) ?? error
  } finally {
    await Promise.all(clients.map((client) => client.end({ timeout: 1 })))
  }
}

/** Each connection is a server process of its own, and stays it. */
function areServers(seen: Seen[]): boolean {
  return (
    new Set(seen.map(({ startPid }) => startPid)).size === CONNECTIONS &&
    seen.every(
      ({ pid, startPid, found, own, isAgain }) =>
        !isAgain && pid === startPid && found.length === 1 && found[0] === own,
    )
  )
}

/** A pooler keeps our statement under a name that is none of ours. */
function areRenamed(seen: Seen[]): boolean {
  const ours = new Set(seen.map(({ own }) => own))
  return seen.every(({ found, isAgain }) => !isAgain && found.length > 0 && !found.some((name) => ours.has(name)))
}

async function probe(client: postgres.Sql, marker: string, hold: number): Promise<Seen> {
  const query = client<[{ pid: number; found: string[]; timeout: string }]>`
    select pg_backend_pid() as pid, current_setting('lock_timeout') as timeout, pg_sleep(${hold})::text as ${client(marker)}, (
      select coalesce(json_agg(name), '[]') from pg_prepared_statements where position(${marker} in statement) > 0) as found`
  const rows = await query
  return {
    ...rows[0],
    startPid: rows.state.pid,
    own: rows.statement.name,
    isAgain: Boolean((query as unknown as { retried?: unknown }).retried),
  }
}

/** PgBouncer refuses parameters that it does not know, unless it is told to ignore them. */
function refusedParameter(error: unknown): PoolerError | null {
  const { message } = error as Error
  if (!/unsupported startup parameter/.test(message)) return null
  return new PoolerError(
    `The pooler at DATABASE_URL refuses our timeouts (${message}). In PgBouncer set ignore_startup_parameters = ` +
      'statement_timeout, lock_timeout, idle_in_transaction_session_timeout and give the timeouts to the login with alter role.',
    { cause: error },
  )
}
