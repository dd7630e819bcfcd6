import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeFailure } from './describe-failure.mjs'
import { findChromium } from './find-chromium.mjs'
import { prepare } from './prepare.mjs'
import { waitForChild } from './wait-for-child.mjs'

/**
 * Runs the browser tests against the built application, and counts them.
 * @param {string} root
 * @param {string[]} args of Playwright: files, `-g` with words of a name
 * @returns {Promise<{ passed: number, failed: number, failures: string[] }>}
 */
export async function testBrowser(root, args = []) {
  let chromium
  try {
    chromium = await findChromium()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, failures: ['✗ Browser tests: no browser'] }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-browser-'))
  const report = path.join(folder, 'playwright.json')
  // Shown as it goes: these tests take minutes.
  const child = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
    cwd: root,
    env: { ...process.env, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const { code, failure } = await waitForChild(child)
  // A program that did not start, or was killed, has not said why.
  if (code === null) console.error(failure)
  const counts = countBrowserTests(report)
  rmSync(folder, { recursive: true, force: true })
  return { ...counts, failed: failure === null ? counts.failed : Math.max(counts.failed, 1) }
}

/** @param {string} report */
function countBrowserTests(report) {
  try {
    const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, failures: suites.flatMap(listFailures) }
  } catch {
    return { passed: 0, failed: 0, failures: [] }
  }
}

/**
 * @param {Suite} suite
 * @returns {string[]}
 */
function listFailures({ specs = [], suites = [] }) {
  const failures = []
  for (const { ok, file, title, tests } of specs) {
    if (!ok) failures.push(describeFailure(`e2e/${file} › ${title}`, tests[0]?.results.at(-1)?.error?.message))
  }
  return [...failures, ...suites.flatMap(listFailures)]
}

// `npm run test:e2e -- e2e/print.spec.ts`: installs, builds and finds a browser first.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  process.chdir(root)
  await prepare(root)
  const { failed } = await testBrowser(root, process.argv.slice(2))
  process.exitCode = failed > 0 ? 1 : 0
}

/** @typedef {{ ok: boolean, file: string, title: string, tests: { results: { error?: { message?: string } }[] }[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */
