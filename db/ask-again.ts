/** admin_shutdown: what a query is told when its backend was terminated. */
const TERMINATED = '57P01'

/**
 * A client whose statements are asked once more when they are told that a backend was terminated. postgres.js 3.4.9 tells
 * the wrong one: the query that was underway is rejected with CONNECTION_CLOSED, and the error itself stays with the
 * connection and refuses the first query after it has reconnected, before that was ever sent. Only that one comes here.
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
        wait(undefined, (error: { code?: string }) => {
          if (error.code === TERMINATED) return ask()
          throw error
        }).then(fulfilled, rejected)
      return query
    },
  })
}
