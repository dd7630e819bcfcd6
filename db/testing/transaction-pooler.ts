import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { cutMessages } from '../../faults/cut-messages'
import { renameStatements } from './rename-statements'

type ServerConnection = { socket: Socket; usedBy: Client | null; lastUsedBy: Client | null }
type Client = {
  socket: Socket
  server: ServerConnection | null
  /** What waits for a server connection. */
  waiting: { type: string; message: Buffer }[]
  /** Syncs and simple queries that are not answered yet. */
  unanswered: number
  /** Whether something was sent after the last of them. */
  isAmidRound: boolean
}

type PoolSettings = { hidesKeys?: boolean; tamper?: (message: Buffer) => Buffer; renames?: boolean }

export type TransactionPooler = {
  url: string
  /** How often a client's transaction went to another server connection than its last one. */
  moves: () => number
  close: () => void
}

/**
 * A pooler like PgBouncer in transaction mode without `max_prepared_statements`, only worse: a client's next
 * transaction goes to another server connection whenever one is free. Each client signs in on a server connection of
 * its own, which then joins the pool. With `hidesKeys`, clients get a process id of no server, as with PgBouncer.
 * `tamper` changes server messages. With `renames`, statements get other names, as with `max_prepared_statements`.
 */
export async function startTransactionPooler(
  databaseUrl: string,
  { hidesKeys = true, tamper = (message) => message, renames = false }: PoolSettings = {},
): Promise<TransactionPooler> {
  const to = new URL(databaseUrl)
  const servers = new Set<ServerConnection>()
  const queue: Client[] = []
  const sockets = new Set<Socket>()
  const renamer = renames ? renameStatements() : null
  let moves = 0

  function assign(client: Client): void {
    const free = [...servers].filter(({ usedBy }) => usedBy === null)
    const server = free.find(({ lastUsedBy }) => lastUsedBy !== client) ?? free[0]
    if (!server) return void queue.push(client)
    if (server.lastUsedBy !== client) moves++
    server.usedBy = client
    server.lastUsedBy = client
    client.server = server
    for (const { type, message } of client.waiting.splice(0)) send(client, server, type, message)
  }

  function release(server: ServerConnection): void {
    if (server.usedBy) server.usedBy.server = null
    server.usedBy = null
    const next = queue.shift()
    if (next) assign(next)
  }

  function send(client: Client, server: ServerConnection, type: string, message: Buffer): void {
    if (!renamer) return void server.socket.write(message)
    const { send, tell } = renamer.forward(client, server, type, message)
    for (const each of send) server.socket.write(each)
    for (const each of tell) client.socket.write(each)
  }

  function fromClient(client: Client, type: string, message: Buffer): void {
    if (type === 'X') return
    if (type === 'S' || type === 'Q') client.unanswered++
    client.isAmidRound = type !== 'S' && type !== 'Q'
    if (client.server) send(client, client.server, type, message)
    else if (client.waiting.push({ type, message }) === 1) assign(client)
  }

  function fromServer(server: ServerConnection, type: string, message: Buffer): void {
    const client = server.usedBy
    if (!client || renamer?.isOurs(server, type)) return
    client.socket.write(tamper(message))
    if (type !== 'Z') return
    client.unanswered--
    if (String.fromCharCode(message.at(-1)!) === 'I' && client.unanswered === 0 && !client.isAmidRound) release(server)
  }

  const listener = createServer((socket) => {
    const client: Client = { socket, server: null, waiting: [], unanswered: 1, isAmidRound: false }
    const server: ServerConnection = { socket: connect(Number(to.port), to.hostname), usedBy: client, lastUsedBy: null }
    client.server = server
    let isIn = false
    const readClient = cutMessages(true, (type, message) =>
      isIn ? fromClient(client, type, message) : server.socket.write(message),
    )
    const readServer = cutMessages(false, (type, message) => {
      if (type === 'K' && hidesKeys) message.writeInt32BE(1, 5)
      if (!isIn && type === 'Z') {
        isIn = true
        servers.add(server)
      }
      if (isIn) fromServer(server, type, message)
      else client.socket.write(message)
    })
    for (const [each, read] of [
      [socket, readClient],
      [server.socket, readServer],
    ] as const) {
      sockets.add(each)
      each.setNoDelay(true)
      each
        .on('data', read)
        .on('error', () => {})
        .on('close', () => sockets.delete(each))
    }
    // A client that leaves in the middle takes its server connection with it; else it stays in the pool.
    socket.on('close', () => client.server?.socket.destroy())
    server.socket.on('close', () => {
      servers.delete(server)
      server.usedBy?.socket.destroy()
    })
  })
  await once(listener.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`
  return {
    url: url.href,
    moves: () => moves,
    close() {
      listener.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
