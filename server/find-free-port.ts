import { createServer } from 'node:net'

/** A port of the loopback interface that nobody listens on: the preferred one where it is free. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && typeof (await tryListen(preferred, '127.0.0.1')) === 'number') return preferred
  const port = await tryListen(0, '127.0.0.1')
  if (typeof port !== 'number') throw new Error(`No free port on 127.0.0.1 (${port}).`)
  return port
}

/** Null where a server on all interfaces could listen on this port now, else the code of what is in its way. */
export async function portConflict(port: number): Promise<string | null> {
  // A listener on 127.0.0.1 alone does not keep another one from taking the wildcard address; both must be free.
  for (const host of [undefined, '127.0.0.1']) {
    const taken = await tryListen(port, host)
    if (typeof taken === 'string') return taken
  }
  return null
}

/** The port that was taken for a moment, or why that one is not to be had. */
function tryListen(port: number, host: string | undefined): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 'unknown'))
    })
  })
}
