import type { Page } from '@playwright/test'
import { balance, expect, problem, setBalance, test } from './test'
import type { Copy } from './start-copy'

const row = (page: Page, place: number) => ({
  account: page.getByLabel(`Cost account ${place}`, { exact: true }),
  share: page.getByLabel(`Share ${place}`, { exact: true }),
})

const startSplit = (page: Page) => page.getByRole('button', { name: 'Split between cost accounts' }).click()

const booked = (copy: Copy) => copy.sql<{ code: string; amount: number }[]>`
  select c.code, x.amount from refill_allocations x join cost_accounts c on c.id = x.cost_account_id join refills r on r.id = x.refill_id
  where r.created_at > now() - interval '30 minutes' order by x.amount desc, c.code`

test('one refill for three, in percent, to the cent, in the receipt and the history', async ({ admin, copy }) => {
  await admin.goto('/postage/add?amount=100.00')
  await admin.getByRole('combobox', { name: 'Assign to cost account' }).selectOption('MKT')
  await startSplit(admin)
  await expect(row(admin, 1).account).toHaveValue('MKT')
  await expect(row(admin, 2).account).toBeFocused()
  await admin.getByLabel('In percent').check()
  await row(admin, 1).share.fill('33.33')
  await row(admin, 2).account.selectOption('SALES')
  await row(admin, 2).share.fill('33.33')
  await expect(admin.getByText('Left to allocate: 33.34%')).toBeVisible()
  await admin.getByRole('button', { name: 'Add a share' }).click()
  await expect(row(admin, 3).account).toBeFocused()
  await expect(row(admin, 2).share).toHaveValue('33.33')
  await row(admin, 3).account.selectOption('SALES')
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(problem(admin)).toContainText('This cost account already has a share.')
  await problem(admin).getByRole('link').click()
  await expect(row(admin, 3).account).toBeFocused()
  await expect(row(admin, 3).account).toHaveValue('SALES')
  await expect(admin.getByLabel('In percent')).toBeChecked()
  await row(admin, 3).account.selectOption('LEGAL')
  await expect(admin.getByText('Fully allocated.')).toBeVisible()
  // Enter in a field adds postage; it does not rearrange the rows.
  await row(admin, 3).share.press('Enter')
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(admin.getByRole('main')).toContainText('Legal $33.34Marketing $33.33Sales $33.33fee to Legal')
  expect([...(await booked(copy))]).toEqual([
    { code: 'LEGAL', amount: 3_334 },
    { code: 'MKT', amount: 3_333 },
    { code: 'SALES', amount: 3_333 },
  ])
  await admin.goto('/history/postage')
  await expect(admin.getByRole('row').nth(1)).toContainText('Legal $33.34Marketing $33.33Sales $33.33')
})

test('amounts that do not come to the refill are said at the row, and rows can go again', async ({ admin }) => {
  await admin.goto('/postage/add?amount=50.00')
  await startSplit(admin)
  await row(admin, 1).account.selectOption('MKT')
  await row(admin, 1).share.fill('30')
  await row(admin, 2).account.selectOption('SALES')
  await row(admin, 2).share.fill('25')
  await expect(admin.getByText('Over-allocated: $5.00')).toBeVisible()
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(problem(admin)).toContainText('That is $5.00 too much')
  await expect(row(admin, 2).share).toHaveAccessibleDescription(/too much/)
  await expect(row(admin, 1).account).toHaveValue('MKT')
  await admin.getByRole('button', { name: 'Remove share 1' }).click()
  await expect(row(admin, 1).account).toHaveValue('SALES')
  await expect(row(admin, 1).share).toHaveValue('25')
  await admin.getByRole('button', { name: 'Use one cost account' }).click()
  const one = admin.getByRole('combobox', { name: 'Assign to cost account' })
  await expect(one).toBeFocused()
  await expect(one).toHaveValue('SALES')
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
})

test('a filled limit is split by what was seen, and shown again where it has changed', async ({ admin, copy }) => {
  await admin.goto('/postage/add?amount=fill')
  await startSplit(admin)
  await admin.getByLabel('In percent').check()
  await row(admin, 1).account.selectOption('MKT')
  await row(admin, 1).share.fill('75')
  await row(admin, 2).account.selectOption('SALES')
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$416.60')
  await setBalance(copy, 80_00)
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(admin.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await expect(admin.getByRole('main')).toContainText('Marketing $315.00Sales $105.00')
  expect(await booked(copy)).toHaveLength(0)
  await admin.getByRole('button', { name: 'Add postage' }).dblclick()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $500.00')
  expect([...(await booked(copy))]).toEqual([
    { code: 'MKT', amount: 31_500 },
    { code: 'SALES', amount: 10_500 },
  ])
})

test('without JavaScript: rows, mistakes, review, change, and one charge', async ({ signIn, copy }) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.goto('/postage/add')
  await page.getByRole('radio', { name: '$100.00' }).check()
  await page.getByLabel('Note (optional)').fill('Kept')
  await startSplit(page)
  await expect(page.getByRole('radio', { name: '$100.00' })).toBeChecked()
  await expect(page.getByLabel('Note (optional)')).toHaveValue('Kept')
  await row(page, 1).account.selectOption('MKT')
  await row(page, 1).share.fill('60')
  await row(page, 2).account.selectOption('SALES')
  await row(page, 2).share.fill('30')
  await page.getByRole('button', { name: 'Add a share' }).click()
  await expect(row(page, 7).account).toBeVisible()
  await expect(row(page, 2).share).toHaveValue('30')
  await page.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(problem(page)).toContainText('The shares total $90.00. $10.00 is left to allocate.')
  await row(page, 4).account.selectOption('LEGAL')
  await page.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Marketing $60.00Sales $30.00Legal $10.00')
  await page.getByRole('link', { name: 'Change' }).click()
  await expect(row(page, 4).account).toHaveValue('LEGAL')
  await expect(row(page, 4).share).toHaveValue('')
  await row(page, 2).share.fill('25')
  await page.getByRole('button', { name: 'Add postage', exact: true }).click()
  await page.getByRole('button', { name: 'Add postage' }).dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  expect([...(await booked(copy))]).toEqual([
    { code: 'MKT', amount: 6_000 },
    { code: 'SALES', amount: 2_500 },
    { code: 'LEGAL', amount: 1_500 },
  ])
})
