import { look } from './look'
import { expect, problem, test } from './test'

test('after going live the histories begin again, and the test round is shown apart and marked', async ({
  admin,
  copy,
}) => {
  const [{ id }] = await copy.sql<[{ id: number }]>`select id from teams where slug = 'demo'`
  // The server has a test key: the team is as it were after the operator went back to it.
  await copy.sql`select adopt_mode(p_team => ${id}, p_mode => 'live')`
  await admin.goto('/history/postage')
  await expect(admin.getByText('No postage added yet')).toBeVisible()
  await expect(admin.getByText('Test mode')).toHaveCount(0)
  await look(admin, 'live-history')

  await admin.getByRole('link', { name: 'Test history' }).click()
  await expect(admin.getByText('from before your team went live')).toBeVisible()
  const first = admin.getByRole('table').getByRole('row').nth(1)
  await expect(first).toContainText('Test')
  await look(admin, 'test-postage-history')
  await admin.getByLabel('Status').selectOption('posted')
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(admin).toHaveURL(/mode=test/)
  await first.getByRole('link').last().click()
  await expect(admin.getByText('Test mode: no real money moved.')).toBeVisible()
  await expect(admin.getByRole('link', { name: 'Refund to card' })).toHaveCount(0)
  await look(admin, 'test-receipt')

  await admin.goto('/history/labels?mode=test')
  await expect(admin.getByRole('table').getByRole('row').nth(1)).toContainText('Test')
  await look(admin, 'test-label-history')
  await admin.goto('/balance')
  await expect(admin.getByText('No postage added yet')).toBeVisible()
  await look(admin, 'live-balance')
  await admin.getByRole('link', { name: 'Test history' }).click()
  await expect(admin.getByRole('table').getByRole('row').nth(1)).toContainText('Adjustment Test')
  await look(admin, 'test-balance')
  await admin.goto('/settings/payment-methods')
  await expect(admin.getByText('has a test key of Stripe or none')).toBeVisible()
  await look(admin, 'live-payment-methods')
  await admin.goto('/settings/payment-methods/add')
  await admin.getByLabel('Card number').fill('4242 4242 4242 4242')
  await admin.getByRole('button', { name: 'Add card' }).click()
  await expect(problem(admin)).toContainText('real money')
  await admin.goto('/settings/audit-log')
  await expect(admin.getByText(/The team went live\. Its test balance of \$[\d,.]+ was removed/)).toBeVisible()
})
