import type { Page } from '@playwright/test'
import type { Bench } from './bench'
import { median } from './median'
import type { Measured } from './report'
import { serveScreens } from './serve-screens'

const PAINT_MS = 800
const INTERACTION_MS = 50

type Vitals = { paint: number; interaction: number; shift: number }

/** Each with what a person does there; what it opens is on the screen, so that only its own next paint counts. */
const VISITS: { name: string; path: string; act: (page: Page) => Promise<void> }[] = [
  {
    name: 'Home',
    path: '/',
    async act(page) {
      await page.locator('summary').first().click()
      await page.getByRole('banner').getByRole('link', { name: 'Add postage' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'Add postage',
    path: '/postage/add',
    async act(page) {
      await page.getByRole('radio', { name: '$50.00' }).check()
      await page.getByRole('radio', { name: 'Other', exact: true }).check()
      await page.getByRole('textbox', { name: 'Other amount' }).pressSequentially('123.45')
      await page.getByRole('button', { name: 'Split between cost accounts' }).click()
      await page.getByLabel('In percent').check()
    },
  },
  {
    name: 'Postage history',
    path: '/history/postage',
    async act(page) {
      await page.locator('summary').first().click()
      await page.getByLabel('Status').selectOption('posted')
      await page.keyboard.press('Tab')
    },
  },
]

/**
 * Web vitals of three screens, each opened `rounds` times with an empty cache: the medians of the largest contentful
 * paint and of the slowest interaction (until its next paint), and the largest of all layout shifts.
 */
export async function measureVitals(bench: Bench): Promise<Measured[]> {
  return serveScreens(bench, async ({ openBrowser }) => {
    const measured: Measured[] = []
    for (const { name, path, act } of VISITS) {
      const visits: Vitals[] = []
      for (let round = 0; round <= bench.rounds; round++) {
        const page = await openBrowser()
        await page.addInitScript(observe)
        await page.goto(path)
        // From the first touch on the browser looks for none.
        await page.waitForFunction(() => (window as unknown as Observed).vitals.paint > 0)
        await act(page)
        const vitals = await page.evaluate(readVitals)
        await page.context().close()
        // The first one wakes the server up.
        if (round > 0) visits.push(vitals)
      }
      measured.push({
        name,
        figures: [
          { what: 'largest paint, ms', value: median(visits.map(({ paint }) => paint)), digits: 0, most: PAINT_MS },
          {
            what: 'interaction, ms',
            value: median(visits.map(({ interaction }) => interaction)),
            digits: 0,
            most: INTERACTION_MS,
          },
          { what: 'layout shift', value: Math.max(...visits.map(({ shift }) => shift)), digits: 3, most: 0 },
        ],
      })
    }
    return measured
  })
}

type Observed = Window & { vitals: Vitals }

type Entry = PerformanceEntry & { hadRecentInput: boolean; value: number; interactionId: number }

/**
 * Runs in the page before any other script. It defines no named function, because tsx would add a call to a helper.
 * Interactions below 16 ms are not reported, so no interaction counts as 16.
 */
function observe(): void {
  const vitals = { paint: 0, interaction: 16, shift: 0 }
  ;(window as unknown as Observed).vitals = vitals
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Entry[]) {
      if (entry.entryType === 'largest-contentful-paint') vitals.paint = entry.startTime
      else if (entry.entryType === 'layout-shift') vitals.shift += entry.hadRecentInput ? 0 : entry.value
      else if (entry.interactionId > 0) vitals.interaction = Math.max(vitals.interaction, entry.duration)
    }
  })
  for (const type of ['largest-contentful-paint', 'layout-shift', 'event']) {
    observer.observe({ type, buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
  }
}

/** Runs in the page: what was observed, once all of it has been painted and reported. */
async function readVitals(): Promise<Vitals> {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
  await new Promise((resolve) => requestIdleCallback(resolve))
  return (window as unknown as Observed).vitals
}
