import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const TEST = /\.test\.[a-z]+$/

/**
 * One hash over files and folders: names and contents, tests left out. What is not there counts as not there.
 * @param {string} root
 * @param {string[]} entries
 */
export function hashSources(root, entries) {
  const hash = createHash('sha256')
  for (const file of entries.flatMap((entry) => listFiles(root, entry)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} entry
 * @returns {string[]}
 */
function listFiles(root, entry) {
  const stats = statSync(path.join(root, entry), { throwIfNoEntry: false })
  if (!stats) return []
  if (stats.isFile()) return TEST.test(entry) ? [] : [entry]
  return readdirSync(path.join(root, entry)).flatMap((name) => listFiles(root, `${entry}/${name}`))
}
