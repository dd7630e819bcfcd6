import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_ARGUMENTS, findChromium } from '../scripts/find-chromium.mjs'
import type { Bench } from './bench'
import { createHistoryTeam } from './history-team'
import { listScreens, type Screen } from './screens'
import { startCopy } from './start-copy'

const ROWS = 50

export type Served = {
  screens: Screen[]
  /** In which layout the admin of the team sees them from now on. */
  useLayout: (layout: 'new' | 'classic') => Promise<void>
  /** A page with nothing in its cache, where that admin is signed in. Whoever opens it closes its context. */
  openBrowser: () => Promise<Page>
}

/** Serves the built copy with a team in it while its screens are measured in the browser that the browser tests use. */
export async function serveScreens<T>(
  { database, buildCopy }: Bench,
  measure: (served: Served) => Promise<T>,
): Promise<T> {
  const { sql } = database.owner
  const team = await createHistoryTeam(sql, ROWS)
  const screens = await listScreens(sql, team)
  const { url, stop } = await startCopy(await buildCopy(), database, {})
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGUMENTS })
  try {
    return await measure({
      screens,
      useLayout: async (layout) => void (await sql`update users set layout = ${layout} where id = ${team.userId}`),
      async openBrowser() {
        const context = await browser.newContext({ baseURL: url })
        await context.addCookies([{ ...team.session(url), url }])
        return context.newPage()
      },
    })
  } finally {
    await browser.close()
    await stop()
  }
}
