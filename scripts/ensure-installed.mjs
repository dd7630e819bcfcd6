import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from './run-quietly.mjs'

/**
 * Installs what package-lock.json names, unless it is there.
 * @param {string} root
 */
export async function ensureInstalled(root) {
  const stampFile = path.join(root, 'node_modules/.indicia-installed')
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  const stamp = `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`
  if (readOrNull(stampFile) === stamp) return
  if (!isInstalled(root, JSON.parse(lock.toString()))) await install(root)
  writeFileSync(stampFile, stamp)
}

/** @param {string} root */
async function install(root) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  // The npm that started us, run by this very Node; else whichever is on the path.
  if (npm?.endsWith('npm-cli.js')) {
    return runQuietly('Installing packages', process.execPath, [npm, ...args], { cwd: root })
  }
  await runQuietly('Installing packages', 'npm', args, { cwd: root, shell: process.platform === 'win32' })
}

/**
 * Whether somebody installed by hand what the lock names: npm keeps a list of what it put into node_modules.
 * @param {string} root
 * @param {Lock} lock
 */
function isInstalled(root, lock) {
  const text = readOrNull(path.join(root, 'node_modules/.package-lock.json'))
  if (text === null) return false
  /** @type {Lock} */
  const installed = JSON.parse(text)
  const same = Object.entries(installed.packages).every(
    ([name, entry]) => lock.packages[name]?.version === entry.version,
  )
  const whole = Object.entries(lock.packages).every(
    ([name, entry]) => name === '' || entry.optional || entry.peer || installed.packages[name] !== undefined,
  )
  return same && whole && suitsThisMachine(installed)
}

/**
 * A folder copied from another machine holds programs for that one.
 * @param {Lock} installed
 */
function suitsThisMachine(installed) {
  return Object.values(installed.packages).every(
    ({ os, cpu }) => (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch)),
  )
}

/** @param {string} file */
function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** @typedef {{ version?: string, optional?: boolean, peer?: boolean, os?: string[], cpu?: string[] }} Entry */
/** @typedef {{ packages: Record<string, Entry> }} Lock */
