import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What package-lock.json should name and does not. A release whose platform packages are not published yet is dropped
 * from the lock without a word, and `npm ci` then fails on other machines.
 * @param {Lock} lock
 * @returns {{ name: string, missing: string[] }[]}
 */
export function findMissingPlatformPackages({ packages }) {
  return Object.entries(packages).flatMap(([location, entry]) => {
    const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(packages, location, name))
    if (missing.length === 0) return []
    return [{ name: `${location.replace(/^.*node_modules\//, '') || 'the project'}@${entry.version}`, missing }]
  })
}

/**
 * Node's own search: beside the package, then in every folder above it.
 * @param {Lock['packages']} packages
 * @param {string} location
 * @param {string} name
 */
function isLocked(packages, location, name) {
  for (let folder = location; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder}${folder ? '/' : ''}node_modules/${name}`]) return true
    if (folder === '') return false
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  const lock = JSON.parse(readFileSync(process.argv[2] ?? path.join(root, 'package-lock.json'), 'utf8'))
  const incomplete = findMissingPlatformPackages(lock)
  for (const { name, missing } of incomplete) console.error(`${name} lacks ${missing.join(', ')}`)
  const count = Object.keys(lock.packages).length
  console.log(incomplete.length === 0 ? `Lock: ${count} packages, complete` : 'Lock: incomplete')
  process.exitCode = incomplete.length === 0 ? 0 : 1
}

/** @typedef {{ packages: Record<string, { version?: string, optionalDependencies?: Record<string, string> }> }} Lock */
