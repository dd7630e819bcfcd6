import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'
import { waitForChild } from './wait-for-child.mjs'

/**
 * Runs the faults of faults/main.ts against the built application, shown as they go, and counts them.
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>}
 */
export async function testFaults(root, args = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'faults/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last = ''
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk)
    last = (last + chunk).slice(-200)
  })
  const { code, failure } = await waitForChild(child)
  // A program that did not start, or was killed, has not said why.
  if (code === null) console.error(failure)
  const [, passed, failed] = /\b(\d+) faults survived, (\d+) not/.exec(last) ?? [null, '0', '0']
  const counted = failure === null ? Number(failed) : Math.max(Number(failed), 1)
  return { passed: Number(passed), failed: counted, failures: counted > 0 ? ['✗ Faults: see above'] : [] }
}

// `npm run test:faults -- --minutes N`: what it does stands in faults/main.ts.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  process.chdir(root)
  await prepare(root)
  const { failed } = await testFaults(root, process.argv.slice(2))
  process.exitCode = failed > 0 ? 1 : 0
}
