import { createServer, type AddressInfo } from 'node:net'

/** A port of the loopback interface that nobody listens on: the preferred one where it is free. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await tryListen(preferred, '127.0.0.1')).ok) return preferred
  const tried = await tryListen(0, '127.0.0.1')
  if (!tried.ok) throw new Error(`No free port on 127.0.0.1 (${tried.code}).`)
  return tried.port
}

/** The code of the error that keeps a server on all interfaces from listening on this port; null if the port is free. */
export async function portConflict(port: number): Promise<string | null> {
  // A listener on 127.0.0.1 alone does not keep another one from taking the wildcard address; both must be free.
  for (const host of [undefined, '127.0.0.1']) {
    const tried = await tryListen(port, host)
    if (!tried.ok) return tried.code
  }
  return null
}

type TriedPort = { ok: true; port: number } | { ok: false; code: string }

/** Listens on the port for a moment. */
function tryListen(port: number, host: string | undefined): Promise<TriedPort> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => resolve({ ok: false, code }))
    server.listen({ port, host, exclusive: true }, () => {
      const { port: opened } = server.address() as AddressInfo
      server.close(() => resolve({ ok: true, port: opened }))
    })
  })
}
