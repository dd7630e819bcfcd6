import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashSources } from './hash-sources.mjs'
import { runQuietly } from './run-quietly.mjs'

/** All that can change what `next build` makes. */
const SOURCES = [
  'app',
  'lib',
  'db',
  'server',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/**
 * Builds the application, unless the build that is there was made from these sources.
 * @param {string} root
 * @param {boolean} [beside] whether other programs write to the screen meanwhile
 */
export async function ensureBuilt(root, beside = false) {
  const stampFile = path.join(root, '.next/indicia-build.json')
  const stamp = {
    next: JSON.parse(readFileSync(path.join(root, 'node_modules/next/package.json'), 'utf8')).version,
    sources: hashSources(root, SOURCES),
  }
  const built = readStamp(stampFile)
  const complete = existsSync(path.join(root, '.next/BUILD_ID'))
  if (complete && built?.next === stamp.next && built.sources === stamp.sources) return
  // Another version of Next does not understand what this one cached.
  if (built?.next !== stamp.next) rmSync(path.join(root, '.next'), { recursive: true, force: true })
  else rmSync(stampFile)
  await runQuietly('Building', process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: root,
    beside,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  writeFileSync(stampFile, JSON.stringify(stamp))
}

/**
 * @param {string} file
 * @returns {{ next: string, sources: string } | null}
 */
function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
