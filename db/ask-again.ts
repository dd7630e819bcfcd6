/** admin_shutdown: what a query is told when its backend was terminated. */
const TERMINATED = '57P01'

/**
 * A client whose statements are asked once more when they are told that a backend was terminated. postgres.js 3.4.9 tells
 * the wrong one: the query that was underway is rejected with CONNECTION_CLOSED, and the error itself stays with the
 * connection and refuses the first query after it has reconnected, before that was ever sent. Only that one comes here.
 * Another fault of the driver is mended beside it: see withoutHoles.
 */
export function askAgain<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    apply(target, self, args) {
      const ask = () => Reflect.apply(target as unknown as (...all: unknown[]) => Promise<unknown>, self, args)
      const query = ask()
      // A helper (`sql(list)`) is no query, and a fragment within another query is never waited for.
      if (!Array.isArray(args[0]?.raw)) return query
      const wait = query.then.bind(query)
      // oxlint-disable-next-line unicorn/no-thenable -- it is one already
      query.then = (fulfilled, rejected) =>
        wait(withoutHoles, (error: { code?: string }) => {
          if (error.code === TERMINATED) return ask().then(withoutHoles)
          throw error
        }).then(fulfilled, rejected)
      return query
    },
  })
}

/**
 * postgres.js 3.4.9 goes on counting where a connection has died amid rows: the first query after it finds its own rows
 * behind as many holes. They are its rows all the same, in order.
 */
function withoutHoles(result: unknown): unknown {
  if (Array.isArray(result) && result.length > 0 && !(0 in result)) result.splice(0, result.findIndex((_, at) => at in result))
  return result
}
