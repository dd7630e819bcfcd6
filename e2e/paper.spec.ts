import type { Page } from '@playwright/test'
import { expect, test } from './test'

const SHEETS = {
  '4 by 6 inches': { width: '4in', height: '6in' },
  Letter: { format: 'Letter' },
  A4: { format: 'A4' },
} as const

/** How many sheets a screen takes, with the paper as the printer has it and as the styles might wish. */
async function sheets(page: Page, name: keyof typeof SHEETS): Promise<number[]> {
  const counts = []
  for (const preferCSSPageSize of [false, true]) {
    const pdf = await page.pdf({ ...SHEETS[name], preferCSSPageSize, printBackground: true })
    counts.push(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length)
  }
  return counts
}

/** The first address on a list of history that is one thing's own. */
async function firstOf(page: Page, list: string): Promise<string> {
  await page.goto(list)
  const addresses = await page
    .getByRole('main')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return addresses.find((address) => /\/[0-9a-f-]{36}$/.test(address))!
}

test('a label and a receipt take one sheet of any size; a chart stays whole, and nothing is wider than the sheet', async ({
  admin,
}) => {
  await admin.emulateMedia({ colorScheme: 'dark' })
  const label = await firstOf(admin, '/history/labels')
  for (const address of [label.replace('/history/labels', '/print'), await firstOf(admin, '/history/postage')]) {
    await admin.goto(address)
    for (const name of ['4 by 6 inches', 'Letter', 'A4'] as const)
      expect.soft(await sheets(admin, name), `${address} on ${name}`).toEqual([1, 1])
  }
  // What Letter leaves between its edges, in pixels of CSS.
  await admin.setViewportSize({ width: Math.floor(8.5 * 96 * 0.86), height: 900 })
  await admin.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const address of ['/balance', '/help/cases', '/settings/members', '/settings/prices', '/settings/ledger']) {
    await admin.goto(address)
    const wide = await admin.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect.soft(wide, `${address} is wider than Letter`).toBeLessThanOrEqual(0)
  }
  await admin.goto('/balance')
  const card = admin
    .getByRole('main')
    .locator('section', { has: admin.getByRole('img') })
    .last()
  await expect(card).toHaveCSS('break-inside', 'avoid')
  const table = admin.getByRole('table').last()
  const frame = admin.getByRole('main').locator('section', { has: table }).last()
  const [inner, outer] = [await table.boundingBox(), await frame.boundingBox()]
  expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width)
  await expect(admin.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
})
