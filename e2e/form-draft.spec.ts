import type { Page } from '@playwright/test'
import type { Copy } from './start-copy'
import { expect, test } from './test'

const said = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'You were signed out before you submitted this form' })

/** As after eight hours without activity. */
const expire = (copy: Copy) => copy.sql`update sessions set last_seen_at = now() - interval '9 hours'`

async function signInAgain(page: Page, person: string): Promise<void> {
  await expect(page.getByText('restore what you typed')).toBeVisible()
  await page.getByRole('button', { name: 'Continue with SSO' }).click()
  await page.getByRole('button', { name: person }).click()
}

/** Whoever comes next has no session at the provider. */
async function forgetProvider(page: Page): Promise<void> {
  const kept = (await page.context().cookies()).filter(({ name }) => name.startsWith('indicia.'))
  await page.context().clearCookies()
  await page.context().addCookies(kept)
}

test('Add postage that was sent after the session had ended stands there again, and nothing was done', async ({
  admin,
  copy,
}) => {
  await admin.goto('/postage/add')
  await admin.getByRole('radio', { name: 'Other' }).check()
  await admin.locator('[name=other_amount]').fill('23.45')
  await admin.locator('[name=memo]').fill('For the letters of May')
  const refills = async () => (await copy.sql`select from refills`).length
  const before = await refills()
  await expire(copy)
  await forgetProvider(admin)
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await signInAgain(admin, 'Demo Admin')
  await expect(said(admin)).toContainText('Nothing was changed. Check your entries and submit the form again.')
  await expect(admin.locator('[name=other_amount]')).toHaveValue('23.45')
  await expect(admin.locator('[name=memo]')).toHaveValue('For the letters of May')
  expect(await refills()).toBe(before)
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$24.27')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin).toHaveURL(/\/history\/postage\//)
  await expect(said(admin)).toHaveCount(0)
  expect(await refills()).toBe(before + 1)
})

test('without a script, too: a case, and whoever else signs in there sees nothing of it', async ({ signIn, copy }) => {
  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.goto('/help/cases/new')
  await staff.getByLabel('Subject').fill('Where is my label?')
  await expire(copy)
  await forgetProvider(staff)
  await staff.getByRole('button', { name: 'Create case' }).click()
  const back = staff.url()
  await signInAgain(staff, 'Demo Admin')
  await expect(staff).toHaveURL(/\/help\/cases\/new\?kept=/)
  await expect(staff.getByLabel('Subject')).toHaveValue('')
  await expect(said(staff)).toHaveCount(0)

  await expire(copy)
  await forgetProvider(staff)
  await staff.goto(back)
  await signInAgain(staff, 'Demo Staff')
  await expect(staff.getByLabel('Subject')).toHaveValue('Where is my label?')
  await expect(said(staff)).toBeVisible()
  expect(await copy.sql`select from cases where subject = 'Where is my label?'`).toHaveLength(0)
})
