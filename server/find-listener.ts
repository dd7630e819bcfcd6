import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LISTENING = '0A'

/** Who listens on a port of this machine, as `process 1234 (node)`; null where that cannot be told (another user's, not Linux). */
export function findListener(port: number): string | null {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => socketsOf(table, port)))
  if (sockets.size === 0) return null
  const pid = list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((each) => holdsOne(each, sockets))
  return pid === undefined ? null : `process ${pid} (${read(`/proc/${pid}/comm`).trim().split(' ')[0]})`
}

/** The inodes of the sockets that listen on it: local address and state are the second and fourth column, the inode is the tenth. */
function socketsOf(table: string, port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return read(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(`:${hex}`) && columns[3] === LISTENING)
    .map((columns) => columns[9]!)
}

function holdsOne(pid: string, sockets: Set<string>): boolean {
  return list(`/proc/${pid}/fd`).some((fd) => {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? []
      return inode !== undefined && sockets.has(inode)
    } catch {
      return false
    }
  })
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
