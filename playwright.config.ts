import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGUMENTS, findChromium } from './scripts/find-chromium.mjs'

/** Browser tests. Each starts the copies of the application that it needs (e2e/test.ts). */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results',
  // Each worker runs a copy of the application and a browser: more than eight only wait for memory.
  workers: Math.min(availableParallelism(), 8),
  fullyParallel: true,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/results.json' }],
  ],
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: await findChromium(), args: CHROMIUM_ARGUMENTS },
    screenshot: 'only-on-failure',
    // Recording one costs each test a third of its time: `TRACE=1` for the one that one looks into.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
  },
})
