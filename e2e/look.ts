import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type axeCore from 'axe-core'
import { expect } from './test'

/** Where the pictures are left: `PICTURES=1` takes one of each width and theme, `PICTURES=all` all four. */
const SHOTS = path.join('test-results', 'screens')

const LOOKS =
  process.env.PICTURES === 'all'
    ? ([
        [1280, 'light'],
        [360, 'light'],
        [1280, 'dark'],
        [360, 'dark'],
      ] as const)
    : ([
        [1280, 'light'],
        [360, 'dark'],
      ] as const)

/** What a theme or a width alone can break; the rest is the same document as in the first look. */
const LATER_RULES = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block']

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The whole of it takes twice as long to bring into a page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A screen in both themes, wide and narrow: axe finds nothing, nothing scrolls sideways, and there is a picture if wanted. */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(markRepeatedRows)
  for (const [at, [width, colorScheme]] of LOOKS.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate(settle)
    await takePicture(page, `${name}-${width}-${colorScheme}`)
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect.soft(sideways, `${name} ${width} ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0)
    if (at === 0) await page.evaluate(AXE)
    const violations = await page.evaluate(
      (runOnly) =>
        (window as unknown as { axe: typeof axeCore }).axe
          .run({ exclude: [['[data-like-others]']] }, { runOnly, resultTypes: ['violations'] })
          .then((result) => result.violations),
      at === 0 ? ({ type: 'tag', values: ALL_RULES } as const) : ({ type: 'rule', values: LATER_RULES } as const),
    )
    expect
      .soft(
        violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`),
        `${name} ${width} ${colorScheme}`,
      )
      .toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}

/** A picture of a screen, if pictures are wanted. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  mkdirSync(SHOTS, { recursive: true })
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`), fullPage: true })
}

/** In the page: rows of the same elements and classes as two before them. axe takes as long for each as for the first. */
function markRepeatedRows(): void {
  const counts = new Map<string, number>()
  for (const row of document.querySelectorAll('tbody tr, main li')) {
    const built = [row, ...row.querySelectorAll('*')]
      .map((each) => `${each.tagName} ${each.getAttribute('class')}`)
      .join()
    const count = (counts.get(built) ?? 0) + 1
    counts.set(built, count)
    row.toggleAttribute('data-like-others', count > 2)
  }
}

/** In the page: until another theme and width are drawn, and colours that change by and by have changed. */
async function settle(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  // What a closed <details> hides is not drawn, so its changes never finish.
  const isDrawn = ({ effect }: Animation) => effect instanceof KeyframeEffect && effect.target?.checkVisibility()
  const changing = () =>
    document
      .getAnimations()
      .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime) && isDrawn(each))
  await frame()
  await frame()
  // What inherits a colour that changes begins to change after it.
  for (let animations = changing(); animations.length > 0; animations = changing()) {
    await Promise.all(animations.map((animation) => animation.finished.catch(() => {})))
    await frame()
  }
}
