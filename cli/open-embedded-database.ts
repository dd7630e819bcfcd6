import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { takeLock } from '../server/processes/take-lock.mjs'
import { startEmbeddedPostgres } from '../server/embedded-postgres'
import { findRunningPostgres } from '../server/find-running-postgres'
import { lockDataFolder } from '../server/lock-data-folder'
import { makeFolder } from '../server/make-folder'
import { prepareDatabase } from '../server/prepare-database'

const STARTS_WITHIN_MS = 30_000

/**
 * The embedded database of a data folder: the one that `npm start` runs, or one for this command alone. A second
 * command waits until the first has stopped its own, so that it does not lose the database.
 */
export async function openEmbeddedDatabase(
  dataDir: string,
  isReading: boolean,
): Promise<{ ownerUrl: string; close: () => Promise<void> }> {
  await makeFolder(dataDir)
  const releaseCommand = await waitForOtherCommand(path.join(dataDir, 'cli.lock'))
  const clusterDir = path.join(dataDir, 'postgres')
  try {
    const releaseFolder = await runningOrFree(clusterDir, dataDir)
    if (typeof releaseFolder !== 'function') {
      releaseCommand()
      return { ownerUrl: releaseFolder.ownerUrl, close: async () => {} }
    }
    const postgres = await startOwn(clusterDir, releaseFolder, isReading)
    const close = async () => {
      await postgres.stop()
      releaseFolder()
      releaseCommand()
    }
    return { ownerUrl: postgres.ownerUrl, close }
  } catch (error) {
    releaseCommand()
    throw error
  }
}

async function waitForOtherCommand(file: string): Promise<() => void> {
  for (let announced = false; ; announced = true) {
    const lock = takeLock(file)
    if ('release' in lock) return lock.release
    if (!announced) console.error(`Waiting for another command (process ${lock.heldBy})…`)
    await delay(100)
  }
}

/** The running database; or the folder's lock, so that `npm start` does not take our own for an orphan. */
async function runningOrFree(clusterDir: string, dataDir: string): Promise<{ ownerUrl: string } | (() => void)> {
  for (const deadline = Date.now() + STARTS_WITHIN_MS; ;) {
    try {
      return await lockDataFolder(dataDir)
    } catch (error) {
      // Another process holds the folder. If it is starting, its database will be available in a moment.
      const running = await findRunningPostgres(clusterDir)
      if (running) return running
      if (Date.now() > deadline) throw error
    }
    await delay(100)
  }
}

async function startOwn(clusterDir: string, releaseFolder: () => void, isReading: boolean) {
  const log = (line: string) => console.error(line)
  const postgres = await startEmbeddedPostgres({ dir: clusterDir, log }).catch((error) => {
    releaseFolder()
    throw error
  })
  try {
    if (!isReading) await prepareDatabase(postgres)
    return postgres
  } catch (error) {
    await postgres.stop()
    releaseFolder()
    throw error
  }
}
