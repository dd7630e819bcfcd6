import postgres from 'postgres'
import { checkColumns, isUnexpectedResult, UnexpectedResult } from './check-result'

type Statement = { string: string; columns: { name: string; type: number }[] | null }
type Query = PromiseLike<unknown> & {
  args: unknown
  state: unknown
  statement: Statement | null
  isRaw?: unknown
  retried?: unknown
  options?: { onexecute?: unknown }
}

/** What a client is told of besides its answers. */
export type ConnectionEvents = {
  /** A prepared statement was not where it had been made: its connection is shared with others. */
  onStatementLost: () => void
  /** The connection leads where nothing can be written, or to somebody else's answers: others are to be made. */
  onWrongServer: () => void
}

/** A statement that is not known, one that is known already, and a message that does not fit what came before. */
const FORGOTTEN = new Set(['26000', '42P05', '08P01'])
const READ_ONLY = '25006'

/**
 * A client that retries a query which received the error of another one. If a connection of postgres.js 3.4.9 dies
 * during a query, the driver keeps that query as if it were running. The next error from the server (such as a
 * terminated backend, or a database that accepts no connections) then rejects the first query after a reconnect,
 * however much later, before it was sent. Such a query is retried. The client also works around another fault of the
 * driver (withoutHoles), and checks every result before it is used (check-result.ts). docs/decisions/0006 explains why
 * the driver is kept. `current` is called at each query, because the connections behind a client can be replaced.
 */
export function withQueryRetry<Client extends object>(current: () => Client, events: ConnectionEvents): Client {
  return new Proxy(current(), {
    apply: (_, self, args) => retryingQuery(() => Reflect.apply(current() as never, self, args), events),
    get(_, name) {
      const client = current()
      const value: unknown = Reflect.get(client, name, client)
      // Drizzle's way in.
      if (name !== 'unsafe') return value
      return (...args: unknown[]) => retryingQuery(() => Reflect.apply(value as never, client, args), events)
    },
  })
}

/**
 * Answers the driver's question whether it can send more queries behind this one: no. If postgres.js 3.4.9 prepares a
 * statement again that the server has lost or that no longer fits, the queries behind it get each other's rows.
 */
const alone = () => false

function retryingQuery(makeQuery: () => Query, events: ConnectionEvents): Query {
  const query = makeQuery()
  // A helper (`sql(list)`) is no query, and a fragment within another query is never waited for.
  if (typeof query.then !== 'function') return query
  // A list (`sql([1, 2])`) has a `then`, too, and no options.
  if (query.options) query.options.onexecute ??= alone
  const wait = query.then.bind(query)
  // oxlint-disable-next-line unicorn/no-thenable -- it is one already
  query.then = (fulfilled, rejected) =>
    wait(
      (result) => checked(query, result, events),
      (error: unknown) => {
        if (!isOfAnother(query, error)) throw understood(query, error, events)
        const again = retryingQuery(makeQuery, events)
        // Set by `.values()`, after it was made.
        again.isRaw = query.isRaw
        return again
      },
    ).then(fulfilled, rejected)
  return query
}

function checked(query: Query, result: unknown, events: ConnectionEvents): unknown {
  // The driver has made the statement again by itself.
  if (query.retried && FORGOTTEN.has(codeOf(query.retried))) events.onStatementLost()
  try {
    checkColumns(query)
  } catch (error) {
    events.onWrongServer()
    throw error
  }
  return withoutHoles(result)
}

function understood(query: Query, error: unknown, events: ConnectionEvents): unknown {
  const code = codeOf(error)
  if (FORGOTTEN.has(code)) events.onStatementLost()
  const isMixedUp = error instanceof UnexpectedResult || isUnexpectedResult(error, query)
  if (isMixedUp || code === READ_ONLY) events.onWrongServer()
  return isMixedUp && !(error instanceof UnexpectedResult)
    ? new UnexpectedResult('A query was answered with what could not be read.', { cause: error })
    : error
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code)

/** Whether a query that was never sent is told an error of the server that the driver had laid aside for another one. */
function isOfAnother({ state, args }: Query, error: unknown): boolean {
  return state === null && error instanceof postgres.PostgresError && (error as { args?: unknown }).args !== args
}

/**
 * Removes the holes at the start of a result. If a connection dies while rows arrive, postgres.js 3.4.9 keeps counting,
 * and the first query after it gets its rows behind as many holes. The rows are its own and in order.
 */
function withoutHoles(result: unknown): unknown {
  if (Array.isArray(result) && result.length > 0 && !(0 in result))
    result.splice(
      0,
      result.findIndex((_, at) => at in result),
    )
  return result
}
