import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

const DOWNLOAD_WITHIN_MS = 240_000

/** For Playwright's `launchOptions.args`: a browser in a container, that asks nobody on the network for anything. */
export const CHROMIUM_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/**
 * The path of a Chromium for the browser tests; one is installed where there is none.
 * @returns {Promise<string>}
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH: should be the path of a Chrome or Chromium; there is nothing at ${named}`)
  }
  const found = installedChromium() ?? (await playwrightChromium())
  if (found) return found
  downloadWithPlaywright()
  const downloaded = await playwrightChromium()
  if (downloaded) return downloaded
  installWithApt()
  const installed = installedChromium()
  if (installed) return installed
  throw new Error(
    'The browser tests need a Chromium. Install Chrome or Chromium, or set CHROMIUM_PATH, ' +
      'or run: npx playwright install --with-deps chromium',
  )
}

function installedChromium() {
  return INSTALLED.find((file) => existsSync(file)) ?? null
}

/** Playwright's own, if it is there and runs: its libraries may be missing on this system. */
async function playwrightChromium() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : null
}

function downloadWithPlaywright() {
  console.log('No Chromium found: playwright install chromium')
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: DOWNLOAD_WITHIN_MS })
}

function installWithApt() {
  const apt = '/usr/bin/apt-get'
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(apt)) return
  console.log('Trying the system’s own: apt-get install chromium')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = /** @type {const} */ ({ stdio: 'inherit', env })
  spawnSync(apt, ['update', '-qq'], options)
  spawnSync(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
}
