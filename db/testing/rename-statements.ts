import { createHash } from 'node:crypto'

export type Renamer = {
  /** What goes to a server for a client's message, and what the client is told at once. */
  forward: (client: object, server: object, type: string, message: Buffer) => { send: Buffer[]; tell: Buffer[] }
  /** Whether the server answers something that the client has not asked for. */
  isOurs: (server: object, type: string) => boolean
}

const PARSED = Buffer.from([0x31, 0, 0, 0, 4])

/** What PgBouncer does with `max_prepared_statements`: one name for each text, prepared wherever it is needed. */
export function renameStatements(): Renamer {
  const parses = new Map<string, Buffer>()
  const namesOf = new WeakMap<object, Map<string, string>>()
  const preparedAt = new WeakMap<object, Set<string>>()
  const unasked = new WeakMap<object, number>()
  const get = <T>(map: WeakMap<object, T>, of: object, make: () => T): T =>
    map.get(of) ?? (map.set(of, make()), map.get(of)!)

  return {
    forward(client, server, type, message) {
      const names = get(namesOf, client, () => new Map())
      const prepared = get(preparedAt, server, () => new Set())
      const at = type === 'P' ? 5 : type === 'D' ? 6 : type === 'B' ? message.indexOf(0, 5) + 1 : -1
      const name = at === -1 ? '' : message.toString('latin1', at, message.indexOf(0, at))
      if (name === '' || (type === 'D' && message[5] !== 83)) return { send: [message], tell: [] }
      if (type === 'P')
        names.set(
          name,
          `POOLER_${createHash('md5')
            .update(message.subarray(message.indexOf(0, at)))
            .digest('hex')}`,
        )
      const renamed = names.get(name)!
      const changed = withName(message, at, name, renamed)
      if (type === 'P') {
        parses.set(renamed, changed)
        if (prepared.has(renamed)) return { send: [], tell: [PARSED] }
        prepared.add(renamed)
        return { send: [changed], tell: [] }
      }
      if (prepared.has(renamed)) return { send: [changed], tell: [] }
      prepared.add(renamed)
      unasked.set(server, (unasked.get(server) ?? 0) + 1)
      return { send: [parses.get(renamed)!, changed], tell: [] }
    },
    isOurs(server, type) {
      const count = unasked.get(server) ?? 0
      if (type !== '1' || count === 0) return false
      unasked.set(server, count - 1)
      return true
    },
  }
}

function withName(message: Buffer, at: number, name: string, renamed: string): Buffer {
  const changed = Buffer.concat([message.subarray(0, at), Buffer.from(renamed), message.subarray(at + name.length)])
  changed.writeInt32BE(changed.length - 1, 1)
  return changed
}
