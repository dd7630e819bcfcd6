import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { newKey, newTeam, send } from './api'
import { look } from './look'
import type { Copy } from './start-copy'
import { balance, cli, expect, problem, setBalance, test } from './test'

// Each does a person's whole way, and looks at its screens.
test.describe.configure({ timeout: 120_000 })

const COLUMNS = [
  'Date',
  'Carrier',
  'Service',
  'Reference',
  'Cost account',
  'Performed by',
  'Amount',
  'Charged to',
  'Status',
]

async function print(copy: Copy, body: object, team = 'demo'): Promise<string> {
  const reply = await send(copy, await newKey(copy, ['labels:write'], team), { path: '/labels', body })
  expect(reply.status).toBe(201)
  return reply.body.id
}

/** Keeps USPS's stand-in from answering what is open, or has it answer at its next turn. */
const standIn = ({ sql }: Copy, when: 'later' | 'now') =>
  sql`update label_refunds set requested_at = now() + ${when === 'later' ? '1 hour' : '-1 minute'}::interval where answered_at is null`

const main = (page: Page) => page.getByRole('main')
const rows = (page: Page) => page.locator('tbody tr')

test('a refund at the limit: asked for by staff, recorded by an admin, held, and released by the next label', async ({
  staff,
  admin,
  copy,
}) => {
  await setBalance(copy, 500_00)
  const id = await print(copy, {
    carrier: 'usps',
    service: 'Priority Mail',
    amount: 5_00,
    cost_account: 'MKT',
    reference: 'Order 7',
  })
  await staff.goto('/history/labels')
  await expect(staff.getByRole('columnheader')).toHaveText(COLUMNS)
  await expect(
    staff.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Labels' }),
  ).toHaveAttribute('aria-current', 'page')
  await expect(rows(staff).first()).toContainText('Order 7')
  await rows(staff).first().getByRole('link', { name: 'Refund of $5.00' }).click()
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Request a refund')
  await look(staff, 'label-refund-ask')
  await staff.getByRole('textbox', { name: 'Reason (optional)' }).fill('Never mailed')
  await staff.getByRole('button', { name: 'Request refund' }).dblclick()
  await expect(main(staff)).toContainText('The refund was requested.')
  await standIn(copy, 'later')
  expect([...(await copy.sql`select label_id as id, reason, requested_by as by from label_refunds`)]).toEqual([
    { id, reason: 'Never mailed', by: 'Demo Staff' },
  ])
  await expect(main(staff)).toContainText('USPS has not replied yet.')
  await expect(staff.getByRole('button', { name: 'Record decision' })).toHaveCount(0)
  await look(staff, 'label-refund-open-staff')

  await admin.goto(`/history/labels/${id}`)
  await expect(admin).toHaveTitle('USPS Priority Mail · Label history · Indicia')
  await admin.getByRole('textbox', { name: 'Note (optional)' }).fill('USPS 4711')
  await admin.getByRole('button', { name: 'Record decision' }).click()
  await expect(problem(admin)).toContainText('Choose the USPS decision.')
  await expect(admin.getByRole('textbox', { name: 'Note (optional)' })).toHaveValue('USPS 4711')
  await look(admin, 'label-refund-open-admin')
  await setBalance(copy, 497_00)
  await admin.getByRole('radio', { name: 'Approved' }).check()
  await admin.getByRole('button', { name: 'Record decision' }).click()
  await expect(main(admin)).toContainText(
    'USPS approved the refund. $3.00 was returned to the balance. $2.00 did not fit in the balance; it will be added automatically when there is room.',
  )
  await expect(main(admin)).toContainText('USPS 4711')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $500.00')
  await look(admin, 'label-refunded-held')
  // Who waits for the answer sees it come.
  await expect(main(staff)).toContainText('$2.00 did not fit in the balance')

  await print(copy, { carrier: 'usps', amount: 10_00 })
  await admin.reload()
  await expect(main(admin)).toContainText('$2.00 did not fit in the balance; it has been added since.')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $492.00')
  await admin.goto('/settings/audit-log?group=labels')
  await admin.getByRole('link', { name: 'Order 7' }).first().click()
  await expect(admin).toHaveURL(`/history/labels/${id}`)
})

test('denied by USPS, not asked for twice, and never for another carrier’s or another team’s', async ({
  staff,
  copy,
}) => {
  const id = await print(copy, { carrier: 'usps', amount: 5_00, reference: 'TEST-DENY' })
  await staff.goto(`/history/labels/${id}`)
  await look(staff, 'label-printed')
  await staff.getByRole('link', { name: 'Request a refund' }).click()
  await staff.getByRole('button', { name: 'Request refund' }).click()
  await expect(main(staff)).toContainText('USPS has not replied yet.')
  await standIn(copy, 'now')
  await expect(main(staff)).toContainText('USPS denied the refund of $5.00.', { timeout: 30_000 })
  await expect(balance(staff)).toHaveAccessibleName('USPS postage balance $78.40')
  await look(staff, 'label-denied')
  await staff.goto(`/history/labels/${id}/refund`)
  await expect(staff).toHaveURL(`/history/labels/${id}`)

  const ups = await print(copy, { carrier: 'ups', amount: 12_00, service: 'Ground', reference: 'Order 8' })
  await staff.goto(`/history/labels/${ups}/refund`)
  await expect(staff).toHaveURL(`/history/labels/${ups}`)
  await expect(main(staff)).toContainText('UPS bills you directly. Ask UPS for a refund.')
  await expect(staff.getByRole('link', { name: 'Request a refund' })).toHaveCount(0)
  await look(staff, 'label-ups')
  await staff.getByRole('link', { name: 'Get help' }).click()
  await expect(staff.getByRole('combobox', { name: 'What is it about?' })).toHaveValue(`label:${ups}`)

  await newTeam(copy, 'stranger')
  const otherTeams = await print(copy, { carrier: 'ups', amount: 1_00 }, 'stranger')
  for (const nobodys of [otherTeams, randomUUID(), 'nonsense']) {
    for (const path of [`/history/labels/${nobodys}`, `/history/labels/${nobodys}/refund`]) {
      expect((await staff.goto(path))!.status()).toBe(404)
      await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Label not found')
    }
  }
})

test('filters, totals, pages and the file', async ({ admin, copy }) => {
  await cli(copy, 'seed', '--team', 'demo', '--refills', '2', '--labels', '130')
  await print(copy, {
    carrier: 'fedex',
    amount: 21_00,
    service: 'Priority Overnight',
    cost_account: 'SALES',
    reference: '=1+1',
  })
  await admin.goto('/history/postage')
  await admin.getByRole('navigation', { name: 'History' }).getByRole('link', { name: 'Labels' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Label history')
  await look(admin, 'label-history')

  await admin.getByLabel('Carrier').selectOption({ label: 'UPS' })
  await admin.getByLabel('Status').selectOption({ label: 'Printed' })
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(admin).toHaveURL(/carrier=ups/)
  const [expected] = await copy.sql<[{ count: number; amount: number }]>`
    select count(*) as count, sum(amount)::bigint as amount from labels where carrier = 'ups'`
  const totals = admin.getByLabel('Totals for this filter')
  await expect(totals).toContainText(`Labels${expected.count}`)
  await expect(totals).toContainText(
    `Carrier accounts${(expected.amount / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' })}`,
  )
  await expect(totals).toContainText('From the balance$0.00')
  await expect(rows(admin)).toHaveCount(Math.min(50, expected.count))
  await expect(rows(admin).first()).toContainText('Own UPS account')
  await admin.getByRole('link', { name: 'Clear filters' }).click()
  await expect(admin).toHaveURL(/\/history\/labels$/)
  await admin.goBack()
  await expect(admin.getByLabel('Carrier')).toHaveValue('ups')

  await admin.goto('/history/labels?cost_account=SALES')
  await admin.getByRole('searchbox', { name: 'Reference or service' }).fill('OVERNIGHT')
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(rows(admin)).toHaveCount(1)
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('label-history-demo-team.csv')
  const [heads, ...lines] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(heads).toContain(
    'Carrier,Service,Reference,Cost account,Performed by,Amount,Charged to,Balance after,Status,Refunded',
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain("FedEx,Priority Overnight,'=1+1,SALES,Test key,21.00,Own FedEx account,,Printed,")

  await admin.goto('/history/labels?from=2026-02-02&to=2026-01-01')
  await expect(admin.getByText('The start date must not be after the end date.')).toBeVisible()
  await expect(admin.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  expect((await admin.request.get('/history/labels/export?from=2026-02-31')).status()).toBe(400)
  for (const query of [
    'carrier=%00',
    'carrier=dhl',
    'text=%00',
    'text=%25_%5C',
    'person=%00',
    'status=x',
    'status=printed&status=refunded',
    'after=x',
    'before=99999999999999999.x',
  ]) {
    expect((await admin.request.get(`/history/labels?${query}`)).status(), query).toBe(200)
  }
  await admin.goto('/history/labels?status=refunded&text=nothing+like+this')
  await expect(admin.getByRole('heading', { name: 'No labels match' })).toBeVisible()
  await look(admin, 'label-history-nothing-found')

  // That every label is on one page, and on one only: lib/labels/label-history.test.ts.
  await admin.goto('/history/labels?carrier=usps')
  const links = admin.locator('tbody td:first-child a')
  const addresses = () => links.evaluateAll((all) => all.map((each) => each.getAttribute('href')!))
  const newest = await addresses()
  await admin.getByRole('link', { name: 'Older' }).click()
  await expect(links.first()).not.toHaveAttribute('href', newest[0]!)
  expect((await addresses()).filter((each) => newest.includes(each))).toEqual([])
  await expect(admin).toHaveURL(/carrier=usps/)
  await admin.getByRole('link', { name: 'Newer' }).click()
  await expect(links.first()).toHaveAttribute('href', newest[0]!)
  expect(await addresses()).toEqual(newest)
})

test('without JavaScript: asked for, recorded as denied, and what has been overtaken is said so', async ({
  signIn,
  copy,
}) => {
  await print(copy, { carrier: 'usps', amount: 3_40, reference: 'Order 9' })
  const other = await print(copy, { carrier: 'usps', amount: 1_00 })
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.goto('/history/labels?text=order+9')
  await rows(page).getByRole('link', { name: 'Refund of $3.40' }).click()
  const reason = page.getByRole('textbox', { name: 'Reason (optional)' })
  await reason.evaluate((input) => input.removeAttribute('maxlength'))
  await reason.fill('x'.repeat(201))
  await page.getByRole('button', { name: 'Request refund' }).click()
  await expect(problem(page)).toContainText('The reason must have at most 200 characters.')
  await expect(reason).toHaveValue('x'.repeat(201))
  await reason.fill('Wrong weight')
  await page.getByRole('button', { name: 'Request refund' }).click()
  await expect(main(page)).toContainText('The refund was requested.')
  await standIn(copy, 'later')
  await expect(main(page)).toContainText('Wrong weight')
  await page.getByRole('radio', { name: 'Denied' }).check()
  await page.getByRole('textbox', { name: 'Note (optional)' }).fill('Scanned by USPS')
  await page.getByRole('button', { name: 'Record decision' }).click()
  await expect(main(page)).toContainText('USPS denied the refund of $3.40.')
  await expect(main(page)).toContainText('Scanned by USPS')

  // A form that was open while somebody else asked, and one that was open while somebody else recorded.
  const path = `/history/labels/${other}`
  await page.goto(`${path}/refund`)
  const key = await newKey(copy, ['labels:write'])
  expect(await send(copy, key, { path: `/labels/${other}/refund`, method: 'POST' })).toMatchObject({ status: 202 })
  await standIn(copy, 'later')
  await page.getByRole('button', { name: 'Request refund' }).click()
  await expect(main(page)).toContainText('A refund was already requested for this label')
  await page.getByRole('radio', { name: 'Denied' }).check()
  await copy.sql`select refund_label(
    p_team => team_id, p_label => id, p_approved => true) from labels where id = ${other}`
  await page.getByRole('button', { name: 'Record decision' }).click()
  await expect(main(page)).toContainText('The USPS decision is already recorded. Nothing was changed.')
  await expect(main(page)).toContainText('USPS approved the refund. $1.00 was returned to the balance.')
})

test('a team that has printed nothing is told what to do', async ({ admin, copy }) => {
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await admin.goto('/history/labels')
  await expect(admin.getByRole('heading', { name: 'No labels printed yet' })).toBeVisible()
  await expect(main(admin).getByRole('link', { name: 'Print', exact: true })).toHaveAttribute('href', '/print')
  await look(admin, 'label-history-empty')
})
