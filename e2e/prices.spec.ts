import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { look } from './look'
import { expect, problem, test } from './test'

const HEADS = 'Service,Form,Up to (oz),Price (USD)'

const file = (text: string) => ({ name: 'prices.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

const main = (page: Page) => page.getByRole('main')

const show = (page: Page) => page.getByRole('button', { name: 'Preview' }).click()

const section = (page: Page, title: string) =>
  main(page)
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })

test('an admin checks a price list, loads it and sees it in force, and one for a later day waits', async ({
  admin,
  copy,
}) => {
  await admin.goto('/settings/prices')
  await expect(main(admin)).toContainText('Included with Indicia')
  await expect(main(admin)).toContainText('large envelope and parcel prices are examples')
  await expect(section(admin, 'Stamps').getByRole('row', { name: 'Forever stamp' })).toContainText('$0.78')
  await look(admin, 'prices')
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('usps-prices-2025-07-13.csv')
  const exported = readFileSync(await download.path(), 'utf8')
  expect(exported).toContain(`${HEADS}\r\nFirst-Class Mail letter,Letter,1,0.74\r\n`)

  await admin.getByRole('link', { name: 'Load prices' }).click()
  await admin
    .getByLabel('CSV file')
    .setInputFiles(file(`${HEADS}\nPigeon,Pigeon,1,0.78\nLetter,Letter,1.25,"0,78"\nForever,Stamp,1,0.78\n`))
  await admin.getByLabel('In force from').fill('2024-01-01')
  await show(admin)
  await expect(problem(admin)).toContainText('The list in force started on Jul 13, 2025')
  await expect(problem(admin)).toContainText('Enter the source of the prices')
  await expect(problem(admin)).toBeFocused()
  await expect(admin).toHaveTitle(/^Error: /)
  await expect(admin.getByLabel('In force from')).toHaveValue('2024-01-01')
  // The file need not be chosen again.
  await admin.getByLabel('In force from').fill('2026-01-18')
  await admin.getByLabel('Source').fill('USPS Notice 123, January 18, 2026')
  await show(admin)
  for (const words of [
    'Errors4',
    'Line 2',
    'The form is “Pigeon”',
    'Line 3',
    'one decimal',
    'dollars and cents',
    'Line 4',
    'Leave the weight empty',
  ]) {
    await expect(main(admin)).toContainText(words)
  }
  await expect(admin.getByRole('region', { name: 'Preview' })).toBeFocused()
  await expect(admin.getByRole('button', { name: /^Load/ })).toHaveCount(0)
  await look(admin, 'prices-load-errors')

  const good = exported
    .replace('Letter,1,0.74', 'Letter,1,0.78')
    .replace(/Postcard stamp.*\r\n/, 'Postcard,Stamp,,0.62\r\n')
  await admin.getByLabel('CSV file').setInputFiles(file(good))
  await show(admin)
  await expect(main(admin)).toContainText('New1Changed1Gone1Unchanged26')
  for (const words of [
    'In force immediately, from Jan 18, 2026.',
    '$0.74 → $0.78',
    'Remove Postcard stamp',
    'was $0.61',
  ])
    await expect(main(admin)).toContainText(words)
  await look(admin, 'prices-load-preview')
  await admin.getByRole('button', { name: 'Load 28 prices' }).click()
  await expect(main(admin).getByRole('status')).toContainText('was loaded and is in force.')
  await expect(section(admin, 'In force')).toContainText(
    'SourceUSPS Notice 123, January 18, 2026Loaded byDemo Admin, Today',
  )
  await expect(section(admin, 'Letters').getByRole('row', { name: 'up to 1 oz' })).toContainText('$0.78')
  await expect(main(admin)).not.toContainText('Included with Indicia')

  const nextYear = new Date().getUTCFullYear() + 1
  await admin.getByRole('link', { name: 'Load prices' }).click()
  await admin.getByLabel('CSV file').setInputFiles(file(`${HEADS}\nLetter,Letter,1,0.80\nLetter,Letter,2,0.08\n`))
  await admin.getByLabel('In force from').fill(`${nextYear}-07-12`)
  await admin.getByLabel('Source').fill('Announced by USPS')
  await show(admin)
  await expect(main(admin)).toContainText(
    `In force from Jul 12, ${nextYear}. Until then the current list stays in force.`,
  )
  await expect(main(admin)).toContainText('Letter costs less here than for a lower weight.')
  await admin.getByRole('button', { name: 'Load 2 prices' }).click()
  await expect(main(admin).getByRole('status')).toContainText('It takes effect on its start date')
  await expect(section(admin, 'Letters')).toContainText('$0.78')
  const lists = admin.getByRole('table', { name: 'Price lists' }).locator('tbody tr')
  await expect(lists).toHaveText([/To come.*Announced by USPS/, /In force.*USPS Notice 123/])
  await look(admin, 'prices-loaded')
  const log = await copy.sql`select actor_name, after from audit_log where action = 'prices.loaded' order by id`
  expect(log).toMatchObject([
    { actor_name: 'Demo Admin', after: { prices: 28, effective_on: '2026-01-18' } },
    { after: { prices: 2 } },
  ])
})

test('without JavaScript: what was typed and chosen is kept, and prices that changed in between are shown again; staff get nothing', async ({
  signIn,
  staff,
  copy,
}) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.goto('/settings/prices/load')
  await page.getByLabel('Source').fill('Notice 123')
  await show(page)
  await expect(problem(page)).toContainText('Choose a CSV file that is not empty.')
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByLabel('Source')).toHaveValue('Notice 123')
  await page.getByLabel('CSV file').setInputFiles({ ...file(''), buffer: Buffer.alloc(4_000_000, 'x') })
  await show(page)
  await expect(problem(page)).toContainText('larger than 256 KB')

  await page.getByLabel('CSV file').setInputFiles(file(`${HEADS}\n"Letter, ""x""",Letter,1,0.80\n`))
  await show(page)
  await expect(problem(page)).toContainText('Enter the source of the prices')
  await expect(main(page)).toContainText('prices.csv is already uploaded.')
  await page.getByLabel('Source').fill('Notice 123, “new” & <b>')
  await show(page)
  await expect(main(page)).toContainText('Source: Notice 123, “new” & <b>')
  await expect(main(page)).toContainText('Add Letter, "x", up to 1 oz')
  await copy.sql`
    insert into price_lists (team_id, effective_on, source, prices, actor_name, created_at)
    select id, '2026-01-01', 'Other', '[{"service": "Letter, \\"x\\"", "form": "letter", "upToTenths": 10, "price": 70}]', 'Other', now() from teams where slug = 'demo'`
  await page.getByRole('button', { name: 'Load 1 price' }).click()
  await expect(main(page).getByRole('status')).toContainText('have changed')
  await expect(main(page)).toContainText('$0.70 → $0.80')
  await page.getByRole('button', { name: 'Load 1 price' }).click()
  await expect(main(page).getByRole('status')).toContainText('was loaded and is in force.')
  await expect(section(page, 'Letters')).toContainText('$0.80')

  for (const path of ['/settings/prices', '/settings/prices/load', '/settings/prices/export']) {
    const answer = await staff.request.get(path)
    expect(answer.status(), path).toBe(403)
    expect(await answer.text()).not.toContain('Notice 123')
  }
})
