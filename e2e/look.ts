import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import axeCore from 'axe-core'
import { expect } from './test'

/** Each screen that was looked at is left here. */
const SHOTS = path.join('test-results', 'screens')

const axe = axeCore.source

type Violation = { id: string; help: string; nodes: { html: string }[] }

/** Each width and each theme once; `PICTURES=all` for all of them. */
const LOOKS = process.env.PICTURES === 'all'
  ? ([[1280, 'light'], [360, 'light'], [1280, 'dark'], [360, 'dark']] as const)
  : ([[1280, 'light'], [360, 'dark']] as const)

/** A screen in both themes, wide and narrow: axe finds nothing, nothing scrolls sideways, and there is a picture. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  for (const [width, colorScheme] of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: path.join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(sideways, `${name} ${width} ${colorScheme} scrolls sideways`).toBeLessThanOrEqual(0)
    await page.evaluate(axe)
    const violations = await page.evaluate(
      () =>
        (window as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Violation[] }> } }).axe
          .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
          .then((result) => result.violations),
    )
    expect.soft(
      violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`), `${name} ${width} ${colorScheme}`,
    ).toEqual([])
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
}
