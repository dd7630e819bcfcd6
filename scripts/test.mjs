import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { check } from './check.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { findChromium } from './find-chromium.mjs'
import { prepare } from './prepare.mjs'
import { testFaults } from './test-faults.mjs'

// `npm test`: everything, from a fresh clone on. Its last line says how it went.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

await ensureInstalled(root)
const outcome = await check(root)
const failedSteps = [...outcome.failedSteps]
let { passed, failed } = outcome
if (await build()) {
  for (const test of [runBrowserTests, testFaults]) {
    const counted = await test(root)
    passed += counted.passed
    failed += counted.failed
  }
} else {
  failedSteps.push('Build')
}
failed += failedSteps.length
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** @returns {Promise<boolean>} */
async function build() {
  try {
    await prepare(root)
    return true
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runBrowserTests() {
  let chromium
  try {
    chromium = await findChromium()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-browser-'))
  const report = path.join(folder, 'playwright.json')
  const ok = await runPlaywright({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  const counts = countBrowserTests(report)
  rmSync(folder, { recursive: true, force: true })
  return { passed: counts.passed, failed: ok ? counts.failed : Math.max(counts.failed, 1) }
}

/**
 * Shown as it goes: these tests take minutes.
 * @param {Record<string, string>} variables
 * @returns {Promise<boolean>}
 */
function runPlaywright(variables) {
  const child = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test'], {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}

/** @param {string} report */
function countBrowserTests(report) {
  try {
    const { stats } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
  } catch {
    return { passed: 0, failed: 0 }
  }
}
