import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { cutMessages } from './cut-messages'

export type PostgresProxy = {
  port: number
  /** Where new connections lead. */
  lead: (port: number) => void
  /**
   * Calls `act` when the server has executed a statement that contains this text, before the client gets the result.
   * The client gets nothing more on that connection.
   */
  onDone: (words: string, act: () => void) => void
  close: () => Promise<void>
}

/** A door before PostgreSQL that stays at its port while the server behind it changes, and that can read along. */
export async function openPostgresProxy(target: number): Promise<PostgresProxy> {
  let watched: { words: string; act: () => void } | null = null
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    // The text of each prepared statement; and of each unanswered round, whether it carries out the watched one.
    const prepared = new Map<string, string>()
    const rounds: boolean[] = []
    let hit = false
    const fromClient = cutMessages(true, (type, message) => {
      const body = message.subarray(5)
      if (type === 'P') {
        const [name, text] = body.toString('latin1').split('\0')
        prepared.set(name!, text!)
      } else if (type === 'B') {
        hit ||=
          watched !== null && prepared.get(body.toString('latin1').split('\0')[1]!)?.includes(watched.words) === true
      } else if (type === 'S' || type === 'Q') {
        rounds.push(hit)
        hit = false
      }
    })
    let greeted = false
    const fromServer = cutMessages(false, (type) => {
      if (type !== 'Z') return
      // The first one ends the greeting.
      const isWatched = greeted && rounds.shift() === true
      greeted = true
      if (!isWatched || !watched) return
      const { act } = watched
      watched = null
      client.destroy()
      act()
    })
    for (const [from, to, read] of [
      [client, upstream, fromClient],
      [upstream, client, fromServer],
    ] as const) {
      sockets.add(from)
      from.setNoDelay(true)
      from.on('data', (chunk: Buffer) => {
        read(chunk)
        if (!to.destroyed) to.write(chunk)
      })
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    lead: (port) => void (target = port),
    onDone: (words, act) => void (watched = { words, act }),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
