import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test'
import { startCopy, type Copy } from './start-copy'

type Person = 'Demo Admin' | 'Demo Staff'

type Fixtures = {
  /** A running copy of the application with the demo team as it was at first. */
  copy: Copy
  /** For tests whose subject is signing in: everybody goes the whole way through the demo identity provider. */
  signInAnew: boolean
  /** For tests whose subject is how pages follow each other: links are fetched ahead, as in every browser. */
  prefetches: boolean
  /**
   * Opens a separate browser with a person signed in. The full sign-in happens once per worker. After that, each test
   * restores the session as it was then. A second call for the same person creates a second session.
   */
  signIn: (person: Person, options?: BrowserContextOptions) => Promise<Page>
  admin: Page
  staff: Page
}

export type Sessions = Map<Person, Session>

type Session = { cookies: Awaited<ReturnType<BrowserContext['cookies']>>; row: object; idToken: string }

/** The first copy also installs and builds what is missing. */
export const START_WITHIN_MS = 240_000

export const test = base.extend<Fixtures, { server: Copy; sessions: Sessions }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  signInAnew: [false, { option: true }],
  prefetches: [false, { option: true }],
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      const copy = await startCopy()
      await use(copy)
      await copy.stop()
    },
    { scope: 'worker', timeout: START_WITHIN_MS },
  ],
  copy: async ({ server }, use, info) => {
    await server.reset()
    server.takeLog()
    await use(server)
    if (info.status !== info.expectedStatus) await info.attach('what the server said', { body: server.takeLog() })
    // Whatever a test did with money, the whole ledger has to verify.
    expect([...(await server.sql`select * from verify_ledger(null)`)]).toEqual([])
  },
  signIn: async ({ browser, copy, sessions, signInAnew, prefetches }, use) => {
    const contexts: BrowserContext[] = []
    const signedIn = new Set<Person>()
    await use(async (person, options) => {
      const page = await openBrowser(browser, copy, options, prefetches)
      contexts.push(page.context())
      await signInOnce(page, copy, person, signInAnew || signedIn.has(person) ? new Map() : sessions)
      signedIn.add(person)
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  admin: async ({ signIn }, use) => use(await signIn('Demo Admin')),
  staff: async ({ signIn }, use) => use(await signIn('Demo Staff')),
})

export { expect } from '@playwright/test'

/** A browser in which a person is signed in to a copy that a test has started itself. `sessions` are those kept for it. */
export async function signInTo(
  browser: Browser,
  copy: Copy,
  person: Person,
  options?: BrowserContextOptions,
  sessions: Sessions = new Map(),
): Promise<Page> {
  const page = await openBrowser(browser, copy, options)
  await signInOnce(page, copy, person, sessions)
  return page
}

/** Signs a person in: the whole way the first time, and after that with the session as the first time left it. */
async function signInOnce(page: Page, copy: Copy, person: Person, sessions: Sessions): Promise<void> {
  const kept = sessions.get(person)
  if (kept) await putBack(copy, page.context(), kept)
  await page.goto('/')
  if (!kept) {
    await page.getByRole('button', { name: 'Continue with SSO' }).click()
    await page.getByRole('button', { name: person }).click()
  }
  await expect(balance(page)).toBeVisible()
  if (!kept) sessions.set(person, await keep(copy, page.context(), person))
}

async function openBrowser(
  browser: Browser,
  copy: Copy,
  options: BrowserContextOptions = {},
  prefetches = false,
): Promise<Page> {
  const context = await browser.newContext({ baseURL: copy.url, ...options })
  // Next fetches a link ahead once it is seen: 20 to 40 requests a page, which take most of the server's time.
  if (!prefetches) await context.addInitScript(seeNothing)
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

/** In the page: what watches whether an element is seen is told nothing. */
function seeNothing(): void {
  const nothing = () => {}
  const blind = { observe: nothing, unobserve: nothing, disconnect: nothing, takeRecords: () => [] }
  window.IntersectionObserver = function () {
    return blind
  } as unknown as typeof IntersectionObserver
}

/** What a sign-in has left, in the browser and in the database. */
async function keep(copy: Copy, context: BrowserContext, person: Person): Promise<Session> {
  const [kept] = await copy.sql<[Pick<Session, 'row' | 'idToken'>]>`
    select to_jsonb(s) as row, i.id_token as "idToken"
    from users u join sessions s on s.user_id = u.id join identities i on i.user_id = u.id where u.name = ${person}`
  return { cookies: await context.cookies(), ...kept }
}

async function putBack(copy: Copy, context: BrowserContext, { cookies, row, idToken }: Session): Promise<void> {
  await copy.sql`
    with session as (insert into sessions select * from jsonb_populate_record(null::sessions, ${copy.sql.json(row as never)}) returning user_id)
    update identities set id_token = ${idToken} where user_id = (select user_id from session)`
  await context.addCookies(cookies)
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
  const event =
    cents > team.balance
      ? { type: 'opening', at, amount: cents - team.balance }
      : {
          type: 'label',
          at,
          key: randomUUID(),
          carrier: 'usps',
          service: 'Test',
          amount: team.balance - cents,
          actor_type: 'operator',
          actor_id: 'test',
        }
  if (cents !== team.balance)
    await copy.sql`select import_history(
    p_team => ${team.id}, p_events => ${copy.sql.json([event])})`
}

const run = promisify(execFile)

/** Runs a command of the command line against a copy and answers with what it prints. */
export async function cli(copy: Copy, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [process.env.E2E_CLI!, ...args], { env: copy.env })
  return stdout.trim()
}
