import { look } from './look'
import { cli, expect, setBalance, test } from './test'

const COLUMNS = [
  'Date',
  'Performed by',
  'Payment method',
  'Cost account',
  'Amount',
  'Fee',
  'Total charged',
  'Balance after',
  'Status',
  'Reference',
]

test('has the columns of the trade, newest first, and leads to each receipt', async ({ staff }) => {
  await staff.goto('/history/postage')
  await expect(staff.getByRole('columnheader')).toHaveText(COLUMNS)
  const dates = await staff
    .locator('tbody time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime')!))
  expect(dates.length).toBeGreaterThan(20)
  expect(dates).toEqual([...dates].sort().reverse())
  const reference = staff.getByRole('row').nth(1).getByRole('link', { name: /^RF-/ })
  const name = await reference.textContent()
  await reference.click()
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(staff.getByText(name!, { exact: true })).toBeVisible()
  await staff.goBack()
  await expect(staff.getByRole('columnheader').first()).toBeVisible()
})

test('filters stand in the address, Back restores them, and the totals are theirs', async ({ admin, copy }) => {
  await admin.goto('/history/postage')
  await admin.getByLabel('Payment method').selectOption({ label: 'Reserve Account' })
  await admin.getByLabel('Cost account').selectOption({ label: 'Sales' })
  await admin.getByLabel('Status').selectOption({ label: 'Posted' })
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(admin).toHaveURL(/cost_account=SALES/)
  const [expected] = await copy.sql<[{ count: number; amount: number }]>`
    select count(*) as count, sum(r.amount)::bigint as amount from refills r
    join refill_allocations x on x.refill_id = r.id join cost_accounts c on c.id = x.cost_account_id
    where r.status = 'posted' and r.payment_method_type = 'reserve_account' and c.code = 'SALES'`
  expect(expected.count).toBeGreaterThan(0)
  await expect(admin.locator('tbody tr')).toHaveCount(expected.count)
  const totals = admin.getByLabel('Totals for this filter')
  await expect(totals).toContainText(`Posted refills${expected.count}`)
  await expect(totals).toContainText(
    (expected.amount / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' }),
  )
  await expect(admin.getByLabel('Payment method')).toHaveValue(/.+/)

  await admin.getByRole('link', { name: 'Clear filters' }).click()
  await expect(admin).toHaveURL(/\/history\/postage$/)
  await admin.goBack()
  await expect(admin.getByLabel('Cost account')).toHaveValue('SALES')
  await expect(admin.locator('tbody tr')).toHaveCount(expected.count)
})

test('a range of days is the team’s days, and a wrong one is said so', async ({ admin, copy }) => {
  const [day] = await copy.sql<[{ day: string; count: number }]>`
    select to_char(created_at at time zone 'America/New_York', 'YYYY-MM-DD') as day, count(*) as count
    from refills group by 1 order by 2 desc, 1 limit 1`
  await admin.goto(`/history/postage?from=${day.day}&to=${day.day}`)
  await expect(admin.locator('tbody tr')).toHaveCount(day.count)
  await admin.goto('/history/postage?from=2026-02-02&to=2026-01-01')
  await expect(admin.getByText('The start date must not be after the end date.')).toBeVisible()
  await admin.goto('/history/postage?from=2026-02-31')
  await expect(admin.getByText('is not a date')).toBeVisible()
  await admin.goto('/history/postage?from=1999-01-01&to=1999-01-02')
  await expect(admin.getByRole('heading', { name: 'No refills match' })).toBeVisible()
})

test('Older and Newer lead from page to page', async ({ admin, copy }) => {
  // That every refill is on one page, and on one only: db/queries/refills.test.ts.
  await setBalance(copy, 100_00)
  await cli(copy, 'seed', '--team', 'demo', '--refills', '20', '--labels', '100')
  await admin.goto('/history/postage')
  const references = admin.locator('tbody').getByRole('link', { name: /^RF-/ })
  const newest = await references.allTextContents()
  await admin.getByRole('link', { name: 'Older' }).click()
  await expect(references.first()).not.toHaveText(newest[0]!)
  expect((await references.allTextContents()).filter((each) => newest.includes(each))).toEqual([])
  await admin.getByRole('link', { name: 'Newer' }).click()
  await expect(references).toHaveText(newest)
})

test('a team without refills is told what to do', async ({ admin, copy }) => {
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await admin.goto('/history/postage')
  await expect(admin.getByRole('heading', { name: 'No postage added yet' })).toBeVisible()
  await admin.getByRole('main').getByRole('link', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { name: 'No payment method yet' })).toBeVisible()
})

test('after a partial refund, the receipt, the totals, and the file say what each cost account bears', async ({
  admin,
  copy,
}) => {
  const method = (
    await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4242424242424242', '--default')
  ).trim()
  await admin.goto('/postage/add?amount=100.00')
  await admin.getByRole('button', { name: 'Split between cost accounts' }).click()
  for (const [place, code, share] of [
    [1, 'MKT', '66.67'],
    [2, 'SALES', '33.33'],
  ] as const) {
    await admin.getByLabel(`Cost account ${place}`, { exact: true }).selectOption(code)
    await admin.getByLabel(`Share ${place}`, { exact: true }).fill(share)
  }
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await admin.getByRole('link', { name: 'Refund to card' }).click()
  await admin.getByLabel('Amount').fill('25.00')
  await admin.getByLabel('Reason').fill('Too much')
  await admin.getByRole('button', { name: 'Refund to card' }).click()
  const receipt = admin.getByRole('article')
  await expect(receipt).toContainText('Marketing $66.67$50.00 after refunds')
  await expect(receipt).toContainText('Sales $33.33$25.00 after refunds')
  await expect(receipt).toContainText('fee to Marketing')
  await expect(receipt).toContainText('Total after refunds$78.50')
  await look(admin, 'receipt-after-refund')

  const totals = admin.getByLabel('Totals for this filter')
  await admin.goto(`/history/postage?method=${method}`)
  await expect(totals).toContainText('Posted refills1Amount$75.00Fees$3.50Total charged$78.50')
  await expect(admin.getByText('Totals are after refunds and disputes. $103.50 was charged before them.')).toBeVisible()
  await expect(admin.locator('tbody tr').first()).toContainText('Marketing $50.00 of $66.67')
  await look(admin, 'history-after-refund')
  await admin.goto(`/history/postage?method=${method}&cost_account=SALES`)
  await expect(totals).toContainText('Posted refills1Amount$25.00Fees$0.00Total charged$25.00')
  await expect(admin.getByText('Only the shares of Sales count.')).toBeVisible()
  await look(admin, 'history-of-cost-account')
  const file = await (await admin.request.get(`/history/postage/export?method=${method}&cost_account=SALES`)).text()
  const [, ...lines] = file.trim().split('\r\n')
  expect(lines[0]).toMatch(/75\.00,3\.50,78\.50,.*25\.00,0\.00,25\.00$/)
})
