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
 * A client that does not tell a query what was meant for another one. Where a connection of postgres.js 3.4.9 dies under a
 * query, it keeps that query as if it were underway: the next message of the server that says no (that the backend was
 * terminated, that the database takes no connections) is laid aside for it, and refuses, however much later, the first query
 * after the connection has been made again, before that one was ever sent. Such a query is asked anew.
 * Another fault of the driver is mended beside it (withoutHoles), and every answer is checked before it is used
 * (check-result.ts). docs/decisions/0006 tells why the driver is kept. `current` is asked at each query: the connections
 * behind a client that stays the same may be replaced.
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
 * The driver's question whether more queries may be sent behind this one before it is answered. Where postgres.js 3.4.9 makes
 * a statement again that the server has forgotten or that no longer fits, the queries behind it are told each other's rows.
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
 * postgres.js 3.4.9 goes on counting where a connection has died amid rows: the first query after it finds its own rows
 * behind as many holes. They are its rows all the same, in order.
 */
function withoutHoles(result: unknown): unknown {
  if (Array.isArray(result) && result.length > 0 && !(0 in result))
    result.splice(
      0,
      result.findIndex((_, at) => at in result),
    )
  return result
}
