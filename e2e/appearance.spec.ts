import type { Page } from '@playwright/test'
import { balance, expect, openAddPostage, test } from './test'

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const INK = 'rgb(16, 19, 27)'
const PAPER = 'rgb(250, 249, 246)'

test('one click on its picture arranges the screens as people knew them, and back; nothing is lost', async ({
  admin,
  copy,
}) => {
  await expect(admin.getByRole('button', { name: 'New', pressed: true })).toBeVisible()
  await admin.getByRole('button', { name: 'Classic' }).click()
  await expect(admin.getByRole('heading', { name: 'Your carriers' })).toBeVisible()
  const tiles = admin.getByRole('list', { name: 'Carriers' }).getByRole('listitem')
  await expect(tiles).toHaveCount(3)
  await expect(tiles.nth(0)).toContainText('USPSAvailable postage$83.40')
  for (const [place, carrier] of [
    [1, 'UPS'],
    [2, 'FedEx'],
  ] as const) {
    await expect(tiles.nth(place)).toContainText(`${carrier}Charged directly to your own account.`)
    await expect(tiles.nth(place)).not.toContainText('$')
  }
  await expect(admin.getByRole('table', { name: 'Latest refills' })).toBeVisible()
  await expect(tiles.getByRole('link', { name: 'Add postage' })).toHaveAttribute('href', '/postage/add')

  // The balance itself opens Add postage, from every screen, and the free amount has its old name.
  await admin.goto('/history/postage')
  await expect(admin.getByRole('banner').getByRole('link', { name: 'Add postage', exact: true })).toHaveCount(0)
  await balance(admin).click()
  await expect(admin.getByRole('dialog', { name: 'Add postage' })).toBeVisible()
  await admin.getByRole('radio', { name: 'Custom', exact: true }).check()
  await admin.getByRole('textbox', { name: 'Custom amount' }).fill('20')
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$20.70')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')

  await admin.goto('/')
  await admin.getByRole('button', { name: 'New' }).click()
  await expect(admin.getByRole('heading', { name: 'Available postage' })).toBeVisible()
  await expect(balance(admin)).toContainText('$103.40')
  await openAddPostage(admin)
  await expect(admin.getByRole('radio', { name: 'Other', exact: true })).toBeVisible()
  expect(await copy.sql`select distinct layout from users`).toEqual([{ layout: 'new' }])
})

test('without a script: layout and theme are kept for the person, on every device, from the first byte', async ({
  signIn,
  staff,
}) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false, colorScheme: 'light' })
  await page.goto('/settings')
  await expect(page).toHaveTitle('Appearance · Settings · Indicia')
  await page.getByRole('radio', { name: 'Classic' }).check()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toHaveText('Your appearance settings were saved.')
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  expect(await (await page.request.get('/history/postage')).text()).toMatch(/<html[^>]*data-theme="dark"/)

  const elsewhere = await signIn('Demo Admin', { colorScheme: 'light' })
  expect(await paper(elsewhere)).toBe(INK)
  await expect(elsewhere.getByRole('heading', { name: 'Your carriers' })).toBeVisible()
  await elsewhere.emulateMedia({ media: 'print' })
  expect(await elsewhere.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')

  // What one chooses is nobody else's; staff choose too, and their balance leads to its page in both layouts.
  expect(await staff.locator('html').getAttribute('data-theme')).toBeNull()
  await staff.getByRole('button', { name: 'Classic' }).click()
  await expect(staff.getByRole('heading', { name: 'Your carriers' })).toBeVisible()
  await expect(staff.getByText('Only an admin can add postage')).toBeVisible()
  await expect(staff.getByRole('main').getByRole('link', { name: 'Add postage' })).toHaveCount(0)
  await expect(balance(staff)).toHaveAttribute('href', '/balance')
})

test('the theme changes at once, without another load, and wins over the system’s', async ({ signIn }) => {
  const page = await signIn('Demo Staff', { colorScheme: 'dark' })
  expect(await paper(page)).toBe(INK)
  await page.getByRole('link', { name: 'Appearance and dark mode' }).click()
  await page.getByRole('radio', { name: 'Light' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('status')).toHaveText('Your appearance settings were saved.')
  expect(await paper(page)).toBe(PAPER)
  await page.getByRole('radio', { name: 'System' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => paper(page)).toBe(INK)
})
