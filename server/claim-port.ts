import { setTimeout as delay } from 'node:timers/promises'
import { portConflict } from './find-free-port'
import { findListener } from './find-listener'
import { StartError } from './start-error'

// What a predecessor that was killed a moment ago still holds is free within this time.
const FREE_WITHIN_MS = 2000

/** Waits until the port is free. If another program takes it first, the web server reports it (`portInUse`). */
export async function untilPortIsFree(port: number): Promise<void> {
  const deadline = Date.now() + FREE_WITHIN_MS
  for (let code = await portConflict(port); code !== null; code = await portConflict(port)) {
    if (code !== 'EADDRINUSE') throw portRefused(port, code)
    if (Date.now() > deadline) throw portInUse(port)
    await delay(50)
  }
}

/** The port is another program's, and whose if that can be told. */
export function portInUse(port: number): StartError {
  const holder = findListener(port)
  return new StartError(`PORT: should be a free port; ${port} is in use by ${holder ?? 'another program'}`)
}

/** The system does not give this port to us. */
export function portRefused(port: number, code: string): StartError {
  if (code !== 'EACCES')
    return new StartError(`PORT: should be a port that can be listened on; ${port} cannot (${code})`)
  return new StartError(
    `PORT: should be 1024 or above, since only an administrator may listen on ${port}; put a proxy before it`,
  )
}
