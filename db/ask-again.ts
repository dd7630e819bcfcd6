import postgres from 'postgres'
import { checkColumns, isStrange, StrangeAnswer } from './check-answer'

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
export type Heed = {
  /** A prepared statement was not where it had been made: its connection is shared with others. */
  onForgotten: () => void
  /** The connection leads where nothing can be written, or to somebody else's answers: others are to be made. */
  onMisled: () => void
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
 * (check-answer.ts). docs/decisions/0006 tells why the driver is kept. `current` is asked at each query: the connections
 * behind a client that stays the same may be replaced.
 */
export function askAgain<Client extends object>(current: () => Client, heed: Heed): Client {
  return new Proxy(current(), {
    apply: (_, self, args) => asking(() => Reflect.apply(current() as never, self, args), heed),
    get(_, name) {
      const client = current()
      const value: unknown = Reflect.get(client, name, client)
      // Drizzle's way in.
      if (name !== 'unsafe') return value
      return (...args: unknown[]) => asking(() => Reflect.apply(value as never, client, args), heed)
    },
  })
}

/**
 * The driver's question whether more queries may be sent behind this one before it is answered. Where postgres.js 3.4.9 makes
 * a statement again that the server has forgotten or that no longer fits, the queries behind it are told each other's rows.
 */
const alone = () => false

function asking(ask: () => Query, heed: Heed): Query {
  const query = ask()
  // A helper (`sql(list)`) is no query, and a fragment within another query is never waited for.
  if (typeof query.then !== 'function') return query
  // A list (`sql([1, 2])`) has a `then`, too, and no options.
  if (query.options) query.options.onexecute ??= alone
  const wait = query.then.bind(query)
  // oxlint-disable-next-line unicorn/no-thenable -- it is one already
  query.then = (fulfilled, rejected) =>
    wait(
      (result) => checked(query, result, heed),
      (error: unknown) => {
        if (!isOfAnother(query, error)) throw understood(query, error, heed)
        const again = asking(ask, heed)
        // Set by `.values()`, after it was made.
        again.isRaw = query.isRaw
        return again
      },
    ).then(fulfilled, rejected)
  return query
}

function checked(query: Query, result: unknown, heed: Heed): unknown {
  // The driver has made the statement again by itself.
  if (query.retried && FORGOTTEN.has(codeOf(query.retried))) heed.onForgotten()
  try {
    checkColumns(query)
  } catch (error) {
    heed.onMisled()
    throw error
  }
  return withoutHoles(result)
}

function understood(query: Query, error: unknown, heed: Heed): unknown {
  const code = codeOf(error)
  if (FORGOTTEN.has(code)) heed.onForgotten()
  const isMixedUp = error instanceof StrangeAnswer || isStrange(error, query)
  if (isMixedUp || code === READ_ONLY) heed.onMisled()
  return isMixedUp && !(error instanceof StrangeAnswer)
    ? new StrangeAnswer('A query was answered with what could not be read.', { cause: error })
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
