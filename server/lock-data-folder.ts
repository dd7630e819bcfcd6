import path from 'node:path'
import { takeLock } from './processes/take-lock.mjs'
import { makeFolder } from './make-folder'
import { StartError } from './start-error'

/** Creates the data folder and locks it. Returns the function that releases the lock. */
export async function lockDataFolder(dataDir: string): Promise<() => void> {
  await makeFolder(dataDir)
  const lock = takeLock(path.join(dataDir, 'supervisor.pid'))
  if ('release' in lock) return lock.release
  throw new StartError(
    `Indicia is already running on the data folder ${dataDir} (process ${lock.heldBy}). ` +
      'Stop it, or set INDICIA_DATA_DIR and PORT for a second copy.',
  )
}
