import { createServer } from 'node:net'

/** A port of the loopback interface that nobody listens on: the preferred one where it is free. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await tryListen(preferred, '127.0.0.1')) !== null) return preferred
  const port = await tryListen(0, '127.0.0.1')
  if (port === null) throw new Error('No free port on 127.0.0.1.')
  return port
}

/** Whether a server on all interfaces could listen on this port now. */
export async function isPortFree(port: number): Promise<boolean> {
  // A listener on 127.0.0.1 alone does not keep another one from taking the wildcard address; both must be free.
  for (const host of [undefined, '127.0.0.1']) {
    if ((await tryListen(port, host)) === null) return false
  }
  return true
}

/** The port that was taken for a moment, or null where that one is not to be had. */
function tryListen(port: number, host: string | undefined): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null))
    })
  })
}
