import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { findFreePort } from '../server/find-free-port'
import { UNSET } from './start-copy'

/** Inside this checkout, since Next follows no link to packages out of it. Ignored by git, as every folder of that name. */
const COPY = path.resolve('.data-e2e-dev')
const NOT_SOURCE =
  /^(\.git|\.next|\.data.*|\.env.*|\.start\.lock|node_modules|test-results|playwright-report|.*\.tsbuildinfo)$/

test.beforeEach(() => {
  removeCopy()
  mkdirSync(COPY)
  for (const entry of readdirSync('.')) {
    if (!NOT_SOURCE.test(entry)) cpSync(entry, path.join(COPY, entry), { recursive: true })
  }
  symlinkSync(path.resolve('node_modules'), path.join(COPY, 'node_modules'), 'junction')
})
test.afterEach(removeCopy)

test('npm run dev shows a saved word, and applies a saved SQL function', async ({ page }) => {
  // Each page is compiled when it is opened for the first time.
  test.setTimeout(240_000)
  const soon = { timeout: 90_000 }
  const dev = await startDev()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text())
  })
  try {
    await expect.poll(dev.said, soon).toMatch(/Indicia is ready on .*Demo Admin.*Demo Staff/s)

    await page.goto(dev.url)
    await page.getByRole('button', { name: 'Continue with SSO' }).click(soon)
    // Over this the page is told of changes.
    const connected = new Promise((resolve) =>
      page.once('websocket', (socket) => socket.once('framereceived', resolve)),
    )
    await page.getByRole('button', { name: 'Demo Admin' }).click(soon)
    await expect(page.getByRole('heading', { name: 'Latest refills' })).toBeVisible(soon)
    await connected
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    replaceInCopy('app/(console)/(home)/page.tsx', 'title="Latest refills"', 'title="Newest refills"')
    await expect(page.getByRole('heading', { name: 'Newest refills' })).toBeVisible(soon)
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
    expect(complaints).toEqual([])

    const file = 'db/functions/40-request-refill.sql'
    const line = readFileSync(path.join(COPY, file), 'utf8').split('  select case')[0]!.split('\n').length
    replaceInCopy(file, '  select case', '  selct case')
    await expect.poll(dev.said, soon).toContain(`SQL: ${file}:${line}: syntax error at or near "selct"`)
    replaceInCopy(file, '  selct case', '  select  case')
    await expect.poll(dev.said, soon).toContain('SQL: applied quote_refill_fee (')
  } finally {
    expect(await dev.stop(), dev.said()).toBe(0)
  }
})

async function startDev() {
  const port = await findFreePort()
  const child = spawn(process.execPath, ['scripts/start.mjs', '--dev'], {
    cwd: COPY,
    env: { ...process.env, ...UNSET, INDICIA_DATA_DIR: '', PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void (said += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    url: `http://localhost:${port}`,
    said: () => said,
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}

function replaceInCopy(file: string, from: string, to: string): void {
  const whole = path.join(COPY, file)
  const text = readFileSync(whole, 'utf8')
  expect(text, file).toContain(from)
  writeFileSync(whole, text.replace(from, to))
}

/** The link to the packages first, so that they stay. */
function removeCopy(): void {
  rmSync(path.join(COPY, 'node_modules'), { force: true })
  rmSync(COPY, { recursive: true, force: true })
}
