import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { takeLock } from '../server/processes/take-lock.mjs'

/**
 * Installs and builds what is missing, one start at a time in this checkout. In development nothing is built beforehand.
 * @param {string} root
 * @param {'production' | 'development'} [mode]
 * @param {boolean} [beside] whether other programs write to the screen meanwhile
 */
export async function prepare(root, mode = 'production', beside = false) {
  const lock = await waitForLock(path.join(root, '.start.lock'))
  try {
    await ensureInstalled(root)
    if (mode === 'production') await ensureBuilt(root, beside)
  } finally {
    lock.release()
  }
}

/** @param {string} file */
async function waitForLock(file) {
  for (let announced = false; ; announced = true) {
    const lock = takeLock(file)
    if ('release' in lock) return lock
    if (!announced) console.log(`Waiting for another start in this folder (process ${lock.heldBy})…`)
    await delay(200)
  }
}
