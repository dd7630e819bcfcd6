import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium } from './find-chromium.mjs'
import { prepare } from './prepare.mjs'

/**
 * Runs the browser tests against the built application, and counts them.
 * @param {string} root
 * @param {string[]} args of Playwright: files, `-g` with words of a name
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function testBrowser(root, args = []) {
  let chromium
  try {
    chromium = await findChromium()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-browser-'))
  const report = path.join(folder, 'playwright.json')
  const ok = await runPlaywright(root, args, { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  const counts = countBrowserTests(report)
  rmSync(folder, { recursive: true, force: true })
  return { passed: counts.passed, failed: ok ? counts.failed : Math.max(counts.failed, 1) }
}

/**
 * Shown as it goes: these tests take minutes.
 * @param {string} root
 * @param {string[]} args
 * @param {Record<string, string>} variables
 * @returns {Promise<boolean>}
 */
function runPlaywright(root, args, variables) {
  const child = spawn(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
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

// `npm run test:e2e -- e2e/print.spec.ts`: installs, builds and finds a browser first.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  process.chdir(root)
  await prepare(root)
  const { failed } = await testBrowser(root, process.argv.slice(2))
  process.exitCode = failed > 0 ? 1 : 0
}
