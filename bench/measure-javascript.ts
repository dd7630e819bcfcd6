import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { Bench } from './bench'
import type { Measured } from './report'
import { EMPTY_PAGE, type Screen } from './screens'
import { serveScreens } from './serve-screens'

const GOAL_KB = 15

/**
 * The JavaScript that a browser with an empty cache downloads for each screen before any interaction, in KB (1,000
 * bytes) after gzip, compared with an empty page of the same build. For a dialog, the screen below it counts too.
 */
export async function measureJavascript(bench: Bench): Promise<Measured[]> {
  return serveScreens(bench, async ({ screens, useLayout, openBrowser }) => {
    const weigh = async (screen: Screen) => {
      await useLayout(screen.layout)
      const page = await openBrowser()
      const scripts: Promise<number>[] = []
      page.on('response', (response) => {
        if (response.request().resourceType() !== 'script') return
        scripts.push(response.body().then((body) => gzipSync(body).length / 1000))
      })
      await open(page, screen)
      await page.waitForLoadState('networkidle')
      const sizes = await Promise.all(scripts)
      await page.context().close()
      return sizes.reduce((sum, size) => sum + size, 0)
    }
    const empty = await weigh(EMPTY_PAGE)
    const measured: Measured[] = [
      { name: EMPTY_PAGE.name, figures: [{ what: 'KB', value: empty, digits: 1, most: null }] },
    ]
    for (const screen of screens) {
      const size = await weigh(screen)
      measured.push({
        name: screen.name,
        figures: [
          { what: 'KB', value: size, digits: 1, most: null },
          { what: 'more than the empty page', value: size - empty, digits: 1, most: GOAL_KB },
        ],
      })
    }
    return measured
  })
}

/** What redirects or fails is small, too: it has to be that very screen. */
async function open(page: Page, { name, path, status, dialog }: Screen): Promise<void> {
  const address = dialog ? '/' : path
  const answer = await page.goto(address)
  const arrived = new URL(page.url())
  if (answer?.status() !== status || arrived.pathname + arrived.search !== address) {
    throw new Error(`${name} (${address}) answers ${answer?.status()} at ${page.url()}.`)
  }
  if (!dialog) return
  await page.getByRole('banner').getByRole('link', { name: 'Add postage' }).click()
  await page.getByRole('dialog').waitFor()
}
