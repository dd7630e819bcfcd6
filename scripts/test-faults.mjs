import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

/**
 * Runs the faults of faults/main.ts against the built application, shown as they go, and counts them.
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export function testFaults(root, args = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'faults/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => child.kill(signal))
  let last = ''
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk)
    last = (last + chunk).slice(-200)
  })
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve({ passed: 0, failed: 1 })
    })
    child.once('close', (code) => {
      const [, passed, failed] = /\b(\d+) faults survived, (\d+) not/.exec(last) ?? [null, '0', '0']
      resolve({ passed: Number(passed), failed: code === 0 ? Number(failed) : Math.max(Number(failed), 1) })
    })
  })
}

// `npm run test:faults -- --minutes N`: what it does stands in faults/main.ts.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  process.chdir(root)
  await prepare(root)
  const { failed } = await testFaults(root, process.argv.slice(2))
  process.exitCode = failed > 0 ? 1 : 0
}
