import { readFileSync } from 'node:fs'
import { cli, expect, test } from './test'

test('the audit log tells who did what, leads to the receipt, filters and exports what is filtered', async ({
  admin,
  copy,
}) => {
  await admin.goto('/postage/add?amount=50.00')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  const reference = await admin.getByText(/^RF-/).textContent()
  await cli(copy, 'team', 'set-limits', '--team', 'demo', '--limit', '100000')

  await admin.goto('/settings/audit-log')
  const rows = admin.locator('tbody tr')
  await expect(rows.nth(0)).toContainText('Changed the limits of the balance')
  await expect(rows.nth(0)).toContainText(/Limit: \$500\.00.*\$1,000\.00/)
  await expect(rows.nth(2)).toContainText('Requested $50.00 of postage from Visa •••• 4242')
  await rows.nth(2).getByRole('link', { name: reference! }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await admin.goBack()

  await admin.getByLabel('Who').selectOption({ label: 'Operator (command line)' })
  await admin.getByLabel('What').selectOption({ label: 'Team and ledger' })
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(admin).toHaveURL(/person=operator&group=team/)
  const count = await rows.count()
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines).toHaveLength(count + 1)
  expect(lines[1]).toContain('Changed the limits of the balance')

  await admin.goto('/settings/audit-log?from=1999-01-01&to=1999-01-01')
  await expect(admin.getByRole('heading', { name: 'No entries match' })).toBeVisible()
  await admin.goto('/settings/audit-log?from=2026-02-31')
  await expect(admin.getByText('“2026-02-31” is not a date.')).toBeVisible()
  await expect(admin.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  expect((await admin.request.get('/settings/audit-log/export?from=2026-02-31')).status()).toBe(400)
})

test('its pages go on, and it is for admins', async ({ admin, staff, copy }) => {
  await copy.sql`
    insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject)
    select id, now(), 'operator', 'cli', 'Operator', 'odd.thing_' || n, 'team' from teams, generate_series(1, 60) n where slug = 'demo'`
  await admin.goto('/settings/audit-log?group=other')
  const rows = admin.locator('tbody tr')
  await expect(rows).toHaveCount(50)
  await expect(rows.first()).toContainText('Odd thing 60')
  await admin.getByRole('link', { name: 'Older' }).click()
  await expect(rows).toHaveCount(10)
  await admin.getByRole('link', { name: 'Newer' }).click()
  await expect(rows.first()).toContainText('Odd thing 60')
  for (const path of ['/settings/audit-log', '/settings/audit-log/export', '/settings/ledger', '/settings/support']) {
    const answer = await staff.request.get(path)
    expect(answer.status(), path).toBe(403)
    expect(await answer.text()).not.toContain('Odd thing')
  }
})

test('the ledger: verified now, its protection, and a head that ledger verify knows', async ({ admin, copy }) => {
  await admin.goto('/settings/ledger')
  await expect(admin.getByText('has not been verified yet')).toBeVisible()
  await admin.getByText('For auditors and operators').click()
  for (const fact of ['Tables are append-only', 'Two logins'])
    await expect(admin.getByText(fact, { exact: true })).toBeVisible()
  await admin.getByRole('button', { name: 'Verify now' }).click()
  await expect(admin.getByRole('status').getByText('No differences found')).toBeVisible()
  const head = await admin.getByText(/^\d+:[0-9a-f]{64}$/).textContent()
  expect(await cli(copy, 'ledger', 'verify', '--team', 'demo', '--head', head!)).toMatch(/^ok /)
})

test('a card payment that waits for its answer for long is told to admins', async ({ admin, copy }) => {
  await admin.goto('/settings/ledger')
  await expect(admin.getByText('unconfirmed')).toHaveCount(0)
  await copy.sql`
    select request_refill(
      p_team => t.id, p_key => 'waiting', p_request_hash => 'x'::bytea, p_amount => 1000, p_method => m.id,
      p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => u.id::text, p_source => 'web',
      p_expected_total => null)
    from teams t join payment_methods m on m.team_id = t.id and m.type = 'credit_card' join users u on u.name = 'Demo Admin'
    where t.slug = 'demo' limit 1`
  // Asked again in an hour: the processor would answer otherwise.
  await copy.sql`
    update refills set asked = 42, ask_at = now() + interval '1 hour', created_at = now() - interval '20 minutes'
    where status = 'processing'`
  await admin.goto('/settings/ledger')
  await expect(admin.getByRole('status')).toContainText('1 card payment has been unconfirmed since')
  await expect(admin.getByRole('status')).toContainText('checked with the processor 42 times')
  await admin.getByRole('link', { name: 'Show it in history' }).click()
  await expect(admin.locator('tbody tr')).toHaveCount(1)
})
