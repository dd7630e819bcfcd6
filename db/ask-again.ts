import postgres from 'postgres'

type Query = PromiseLike<unknown> & { args: unknown; state: unknown; isRaw?: unknown }

/**
 * A client that does not tell a query what was meant for another one. Where a connection of postgres.js 3.4.9 dies under a
 * query, it keeps that query as if it were underway: the next message of the server that says no (that the backend was
 * terminated, that the database takes no connections) is laid aside for it, and refuses, however much later, the first query
 * after the connection has been made again, before that one was ever sent. Such a query is asked anew.
 * Another fault of the driver is mended beside it: see withoutHoles.
 */
export function askAgain<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    apply: (target, self, args) => asking(() => Reflect.apply(target as never, self, args)),
    get(target, name, self) {
      const value: unknown = Reflect.get(target, name, self)
      // Drizzle's way in.
      if (name !== 'unsafe') return value
      return (...args: unknown[]) => asking(() => Reflect.apply(value as never, target, args))
    },
  })
}

function asking(ask: () => Query): Query {
  const query = ask()
  // A helper (`sql(list)`) is no query, and a fragment within another query is never waited for.
  if (typeof query.then !== 'function') return query
  const wait = query.then.bind(query)
  // oxlint-disable-next-line unicorn/no-thenable -- it is one already
  query.then = (fulfilled, rejected) =>
    wait(withoutHoles, (error: unknown) => {
      if (!isOfAnother(query, error)) throw error
      const again = asking(ask)
      // Set by `.values()`, after it was made.
      again.isRaw = query.isRaw
      return again
    }).then(fulfilled, rejected)
  return query
}

/** Whether a query that was never sent is told an error of the server that the driver had laid aside for another one. */
function isOfAnother({ state, args }: Query, error: unknown): boolean {
  return state === null && error instanceof postgres.PostgresError && (error as { args?: unknown }).args !== args
}

/**
 * postgres.js 3.4.9 goes on counting where a connection has died amid rows: the first query after it finds its own rows
 * behind as many holes. They are its rows all the same, in order.
 */
function withoutHoles(result: unknown): unknown {
  if (Array.isArray(result) && result.length > 0 && !(0 in result)) result.splice(0, result.findIndex((_, at) => at in result))
  return result
}
