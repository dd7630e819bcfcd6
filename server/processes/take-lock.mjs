import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { processIdentity } from './process-identity.mjs'

/**
 * Takes a lock that a killed process cannot leave behind. The file names its holder, and a dead holder does not
 * count. Returns the holder if the lock is taken.
 * @param {string} file
 * @returns {{ release: () => void } | { heldBy: number }}
 */
export function takeLock(file) {
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) })
  for (;;) {
    if (createWhole(file, mine)) return { release: () => releaseLock(file, mine) }
    const content = readIfThere(file)
    if (content === null) continue
    const holder = parseHolder(content)
    const isAlive = holder?.identity && processIdentity(holder.pid) === holder.identity
    if (holder && isAlive) return { heldBy: holder.pid }
    setAside(file, content)
  }
}

/** Written elsewhere and linked into place, so that nobody reads a partial lock. */
function createWhole(/** @type {string} */ file, /** @type {string} */ content) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes a dead holder's lock. If another start has replaced it in the meantime, that lock is put back. */
function setAside(/** @type {string} */ file, /** @type {string} */ dead) {
  const aside = `${file}.${process.pid}.dead`
  try {
    renameSync(file, aside)
    if (readIfThere(aside) !== dead) linkSync(aside, file)
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function releaseLock(/** @type {string} */ file, /** @type {string} */ mine) {
  if (readIfThere(file) === mine) rmSync(file, { force: true })
}

/** @returns {{ pid: number, identity: string | null } | null} */
function parseHolder(/** @type {string} */ content) {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}

function readIfThere(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
