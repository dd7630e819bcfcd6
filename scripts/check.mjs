import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFailure } from './describe-failure.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { runQuietly } from './run-quietly.mjs'

/**
 * A check without tests: a program of node_modules, or of ours, with its arguments.
 * @typedef {{ name: string, program: string, args: string[] }} Step
 */

/**
 * Next makes the types of the routes: a fresh clone has none, and old ones may name pages that are gone. They come before
 * the build, which makes them anew while it runs.
 * @type {Step[]}
 */
const TYPES = [
  { name: 'Route types', program: 'node_modules/next/dist/bin/next', args: ['typegen'] },
  { name: 'Types', program: 'node_modules/typescript-native/bin/tsc', args: ['--noEmit', '--incremental', 'false'] },
]

const FOLDERS = ['app', 'lib', 'db', 'server', 'cli', 'bench', 'faults', 'scripts', 'e2e', 'instrumentation.ts']

/** @type {Step[]} */
const RULES = [
  { name: 'Format', program: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'Lint', program: 'node_modules/oxlint/bin/oxlint', args: [] },
  {
    name: 'Import rules',
    program: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', ...FOLDERS],
  },
  { name: 'Unused code', program: 'node_modules/knip/bin/knip.js', args: ['--no-progress'] },
  { name: 'Lock', program: 'scripts/check-lock.mjs', args: [] },
]

/**
 * Runs every check that needs no browser, and counts the tests. A failed step shows what its program said.
 * @param {string} root
 * @param {(() => Promise<void>)} [beside] work that one processor can do while the other checks the rules
 * @returns {Promise<Outcome>}
 */
export async function check(root, beside = async () => {}) {
  const failedSteps = await runSteps(root, TYPES, false)
  const [failedRules] = await Promise.all([runSteps(root, RULES, true), beside()])
  const tests = await runUnitTests(root)
  return { ...tests, failedSteps: [...failedSteps, ...failedRules] }
}

/**
 * @param {string} root
 * @param {Step[]} steps
 * @param {boolean} beside
 * @returns {Promise<string[]>} the names of those that failed
 */
async function runSteps(root, steps, beside) {
  const failed = []
  for (const { name, program, args } of steps) {
    if (!(await runStep(root, name, program, args, beside))) failed.push(name)
  }
  return failed
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @param {boolean} beside
 */
async function runStep(root, name, program, args, beside) {
  try {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
    await runQuietly(name, process.execPath, [program, ...args], { cwd: root, env, beside })
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

/** @param {string} root */
async function runUnitTests(root) {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-check-'))
  const report = path.join(folder, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ok = await runStep(root, 'Unit tests', 'node_modules/vitest/vitest.mjs', args, false)
  const counts = countUnitTests(report)
  rmSync(folder, { recursive: true, force: true })
  // A run that broke down before or after its tests has failed too.
  return { ...counts, failed: ok ? counts.failed : Math.max(counts.failed, 1) }
}

/** @param {string} report */
function countUnitTests(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const failures = []
    let unloaded = 0
    for (const { name, status, message, assertionResults } of testResults) {
      const file = path.relative(process.cwd(), name)
      for (const test of assertionResults) {
        if (test.status === 'failed')
          failures.push(describeFailure(`${file} › ${test.fullName}`, test.failureMessages[0]))
      }
      // A file that could not even be loaded has no tests to fail.
      if (status === 'failed' && assertionResults.length === 0) {
        unloaded += 1
        failures.push(describeFailure(file, message))
      }
    }
    return { passed: numPassedTests, failed: numFailedTests + unloaded, failures }
  } catch {
    return { passed: 0, failed: 0, failures: [] }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  process.chdir(root)
  await ensureInstalled(root)
  const { passed, failed, failures, failedSteps } = await check(root)
  for (const failure of failures) console.log(failure)
  if (failedSteps.length > 0) console.log(`Failed: ${failedSteps.join(', ')}`)
  console.log(`${passed} passed, ${failed + failedSteps.length} failed`)
  process.exitCode = failed + failedSteps.length > 0 ? 1 : 0
}

/** @typedef {{ passed: number, failed: number, failures: string[], failedSteps: string[] }} Outcome */
