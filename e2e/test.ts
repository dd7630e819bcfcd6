import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { startCopy, type Copy } from './start-copy'

type Person = 'Demo Admin' | 'Demo Staff'

type Fixtures = {
  /** A running copy of the application with the demo team as it was at first. */
  copy: Copy
  /** Opens a browser of its own and signs a person in through the demo identity provider. */
  signIn: (person: Person, options?: BrowserContextOptions) => Promise<Page>
  admin: Page
  staff: Page
}

export const test = base.extend<Fixtures, { server: Copy }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      const copy = await startCopy()
      await use(copy)
      await copy.stop()
    },
    { scope: 'worker' },
  ],
  copy: async ({ server }, use, info) => {
    await server.reset()
    server.takeLog()
    await use(server)
    if (info.status !== info.expectedStatus) await info.attach('what the server said', { body: server.takeLog() })
    // Whatever a test did with money, the whole ledger has to verify.
    expect([...(await server.sql`select * from verify_ledger(null)`)]).toEqual([])
  },
  signIn: async ({ browser, copy }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async (person, options) => {
      const page = await openBrowser(browser, copy, options)
      contexts.push(page.context())
      await page.goto('/')
      await page.getByRole('button', { name: 'Continue with SSO' }).click()
      await page.getByRole('button', { name: person }).click()
      await expect(page.getByRole('link', { name: /^USPS postage balance/ })).toBeVisible()
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  admin: async ({ signIn }, use) => use(await signIn('Demo Admin')),
  staff: async ({ signIn }, use) => use(await signIn('Demo Staff')),
})

export { expect } from '@playwright/test'

async function openBrowser(browser: Browser, copy: Copy, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: copy.url, ...options })
  const page = await context.newPage()
  // A page that throws or breaks its own content policy has failed, whatever it shows.
  page.on('pageerror', (error) => expect.soft(error.message, 'error in the page').toBe(''))
  page.on('console', (message) => {
    if (/Content Security Policy|Hydration|hydrat/.test(message.text())) {
      expect.soft(message.text(), 'complaint of the browser').toBe('')
    }
  })
  return page
}

/** The balance that the header shows. */
export function balance(page: Page) {
  return page.getByRole('banner').getByRole('link', { name: /^USPS postage balance/ })
}

/** The error summary of a form (Next's route announcer is an alert, too). */
export function problem(page: Page) {
  return page.getByRole('alert').filter({ hasText: 'There is a problem' })
}

/** Opens Add postage from the header and waits until the live quote can be read. */
export async function openAddPostage(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Add postage' }).click()
  await expect(page.getByRole('heading', { name: 'Add postage' })).toBeVisible()
}

/** Brings the demo team's balance to so many cents, through the ledger's own functions. */
export async function setBalance(copy: Copy, cents: number): Promise<void> {
  const [team] = await copy.sql<[{ id: number; balance: number }]>`
    select t.id, a.debits_posted - a.credits_posted as balance
    from teams t join ledger_accounts a on a.team_id = t.id and a.kind = 'postage' where t.slug = 'demo'`
  const at = new Date().toISOString()
  const event = cents > team.balance
    ? { type: 'opening', at, amount: cents - team.balance }
    : {
        type: 'label', at, key: randomUUID(), carrier: 'usps', service: 'Test', amount: team.balance - cents,
        actor_type: 'operator', actor_id: 'test',
      }
  if (cents !== team.balance) await copy.sql`select import_history(${team.id}, ${copy.sql.json([event])})`
}

const run = promisify(execFile)

/** Runs a command of the command line against a copy and answers with what it prints. */
export async function cli(copy: Copy, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'cli/main.ts', ...args], { env: copy.env })
  return stdout.trim()
}
