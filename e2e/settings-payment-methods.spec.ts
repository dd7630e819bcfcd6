import type { Page } from '@playwright/test'
import { look } from './look'
import { expect, problem, test } from './test'

const said = (page: Page) => page.getByRole('status')
const row = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })

test('without a script: a test card is added, made the default, renamed, deactivated and taken back', async ({
  signIn,
  copy,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await admin.goto('/settings/payment-methods')
  await admin.getByRole('link', { name: 'Add test card' }).click()
  await admin.getByLabel('Card number').fill('4111 1111 1111 1111')
  await admin.getByRole('button', { name: 'Add card' }).click()
  await expect(problem(admin)).toContainText('Enter a test card number')
  await expect(admin).toHaveTitle(/^Error: /)
  expect(await admin.content()).not.toContain('4111')
  await admin.getByLabel('Card number').fill('4000-0000-0000-0002')
  await admin.getByLabel('Expiry month').selectOption('07')
  await admin.getByRole('button', { name: 'Add card' }).click()
  await expect(said(admin)).toContainText('The card was added.')
  await expect(row(admin, '•••• 0002')).toContainText('Expires 07/')

  // The default cannot go before another one is in its place.
  await row(admin, 'Default').getByRole('link', { name: 'Change' }).click()
  await expect(admin.getByText('The default cannot be deactivated')).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Deactivate' })).toHaveCount(0)
  await admin.goBack()
  await row(admin, '•••• 0002').getByRole('link', { name: 'Change' }).click()
  await admin.getByRole('button', { name: 'Make default' }).click()
  await expect(row(admin, 'Default')).toContainText('•••• 0002')

  await row(admin, '•••• 4242').getByRole('link', { name: 'Change' }).click()
  await admin.getByLabel('Name', { exact: true }).fill(' ')
  await admin.getByRole('button', { name: 'Save name' }).click()
  await expect(problem(admin)).toContainText('Enter a name.')
  await admin.getByLabel('Name', { exact: true }).fill('Office card')
  await admin.getByRole('button', { name: 'Save name' }).click()
  await row(admin, 'Office card').getByRole('link', { name: 'Change' }).click()
  await admin.getByRole('button', { name: 'Deactivate' }).click()
  await expect(said(admin)).toContainText('deactivated')
  await expect(row(admin, 'Office card')).toContainText('Inactive')
  await admin.goto('/postage/add')
  await expect(admin.getByRole('radio', { name: /0002/ })).toBeChecked()
  await expect(admin.getByRole('radio', { name: 'Office card' })).toHaveCount(0)
  const actions =
    await copy.sql`select action from audit_log where actor_type = 'user' and action like 'payment_method.%' order by id`
  expect(actions.map(({ action }) => action)).toEqual([
    'payment_method.added',
    'payment_method.made_default',
    'payment_method.renamed',
    'payment_method.deactivated',
  ])
})

test('a deposit is recorded once, stands in the statement, and pays a refill that links to its receipt', async ({
  admin,
  copy,
}) => {
  await admin.goto('/settings/payment-methods/reserve-account')
  await admin.getByRole('button', { name: 'Record deposit' }).click()
  await expect(problem(admin)).toContainText('Enter an amount.')
  await expect(problem(admin)).toBeFocused()
  await admin.getByLabel('Amount').fill('1,000.00')
  await admin.getByLabel('Check or ACH reference').fill('Check 1042')
  await admin.getByLabel('Date received').fill('2999-01-01')
  await admin.getByRole('button', { name: 'Record deposit' }).click()
  await expect(problem(admin)).toContainText('not in the future')
  await expect(admin.getByLabel('Amount')).toHaveValue('1,000.00')
  const [{ today }] = await copy.sql<
    [{ today: string }]
  >`select (now() at time zone 'America/New_York')::date::text as today`
  await admin.getByLabel('Date received').fill(today)
  await admin.getByRole('button', { name: 'Record deposit' }).click()
  await expect(said(admin)).toContainText('The deposit was recorded.')
  await expect(admin.getByRole('row').nth(1)).toContainText(
    /Deposit.*Check 1042.*Demo Admin.*\+\$1,000\.00.*\$2,200\.00/,
  )
  expect(await copy.sql`select id from bank_receipts`).toHaveLength(1)

  await admin.goto('/postage/add?amount=50.00')
  await admin.getByRole('radio', { name: 'Reserve Account' }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await admin.goto('/settings/payment-methods/reserve-account')
  await expect(admin.getByRole('row').nth(1)).toContainText('−$50.00')
  await admin.getByRole('row').nth(1).getByRole('link').click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
})

test('Purchase Power takes back what is drawn and no more; the same form sent twice pays once', async ({
  signIn,
  copy,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await admin.goto('/settings/payment-methods/purchase-power')
  await expect(admin.getByText('no outstanding balance')).toBeVisible()
  const [{ team, method, actor }] = await copy.sql<[{ team: number; method: string; actor: string }]>`
    select m.team_id as team, m.id as method, p.user_id as actor from payment_methods m
    join memberships p on p.team_id = m.team_id and p.role = 'admin' where m.type = 'purchase_power'`
  await copy.sql`
    select * from request_refill(
      p_team => ${team}, p_key => 'drawn', p_request_hash => sha256(''), p_amount => 10000, p_method => ${method},
      p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => ${actor}, p_source => 'web',
      p_expected_total => null)`
  await admin.reload()
  const pay = async (amount: string) => {
    await admin.getByLabel('Amount').fill(amount)
    await admin.getByLabel('Check or ACH reference').fill('ACH 88-1')
    await admin.getByRole('button', { name: 'Record payment' }).click()
  }
  await pay('100.01')
  await expect(problem(admin)).toContainText('more than is drawn')
  await admin.goto('/settings/payment-methods/purchase-power')
  const key = await admin.locator('input[name=idempotency_key]').inputValue()
  await pay('40.00')
  await expect(said(admin)).toContainText('The payment was recorded.')
  // Back, and pressed again: the browser sends the same form once more.
  const again = async (amount: string) => {
    await admin
      .locator('input[name=idempotency_key]')
      .evaluate((input, value) => input.setAttribute('value', value), key)
    await pay(amount)
  }
  await again('40.00')
  await expect(said(admin)).toContainText('already recorded')
  await again('30.00')
  await expect(problem(admin)).toContainText('recorded with other figures')
  expect(await copy.sql`select amount from bank_receipts`).toEqual([{ amount: 4000 }])
  await expect(admin.getByRole('row').nth(1)).toContainText('−$40.00')
  await expect(admin.getByRole('row').nth(2)).toContainText('+$100.00')
})

test('staff see nothing of it, and how it looks', async ({ admin, staff, copy }) => {
  const answer = await staff.goto('/settings/payment-methods/reserve-account')
  expect(answer!.status()).toBe(403)
  await admin.goto('/settings/payment-methods')
  await look(admin, 'payment-methods')
  await admin.goto('/settings/payment-methods/add')
  await admin.getByRole('button', { name: 'Add card' }).click()
  await expect(problem(admin)).toBeVisible()
  await look(admin, 'payment-method-add-error')
  await admin.goto('/settings/payment-methods/reserve-account')
  await look(admin, 'reserve-account')
  await admin.getByLabel('Amount').fill('1,000.00')
  await admin.getByLabel('Check or ACH reference').fill('Check 1042')
  await admin.getByRole('button', { name: 'Record deposit' }).click()
  await admin.getByRole('link', { name: 'Correct Check 1042' }).click()
  await admin.getByRole('button', { name: 'Take back this deposit' }).click()
  await expect(problem(admin)).toBeFocused()
  await look(admin, 'correct-receipt')
  await admin.getByLabel('Reason').fill('A zero too many')
  await admin.getByRole('button', { name: 'Take back this deposit' }).click()
  await expect(said(admin)).toContainText('was taken back')
  await look(admin, 'reserve-account-corrected')
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await admin.goto('/settings/payment-methods')
  await look(admin, 'payment-methods-empty')
})

test('without a script: a wrong deposit is taken back with a reason, and recorded again with the right amount', async ({
  signIn,
  copy,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  const record = async (amount: string) => {
    await admin.getByLabel('Amount').fill(amount)
    await admin.getByRole('button', { name: 'Record deposit' }).click()
    await expect(said(admin)).toContainText('The deposit was recorded.')
  }
  await admin.goto('/settings/payment-methods/reserve-account')
  await admin.getByLabel('Check or ACH reference').fill('Check 1042')
  await record('10,000.00')
  await admin.getByRole('row').nth(1).getByRole('link', { name: 'Correct Check 1042' }).click()
  await expect(admin.getByRole('main')).toContainText('$10,000.00 leaves the Reserve Account.')
  const page = admin.url()
  await admin.getByRole('button', { name: 'Take back this deposit' }).click()
  await expect(problem(admin)).toContainText('Enter a reason.')
  await admin.getByLabel('Reason').fill('A zero too many')
  await admin.getByRole('button', { name: 'Take back this deposit' }).click()
  await expect(said(admin)).toContainText('$10,000.00 (Check 1042) was taken back.')
  await expect(admin.getByRole('row').nth(1)).toContainText(
    /Correction.*Check 1042.*Reason: A zero too many.*Demo Admin.*−\$10,000\.00.*\$1,200\.00/,
  )
  await expect(admin.getByRole('row').nth(2)).toContainText(/Deposit Corrected.*Check 1042/)
  await expect(admin.getByRole('link', { name: 'Correct Check 1042' })).toHaveCount(0)
  await admin.getByRole('link', { name: 'Record it again with the right amount' }).click()
  await expect(admin.getByLabel('Check or ACH reference')).toHaveValue('Check 1042')
  await record('1,000.00')
  await expect(admin.getByRole('row').nth(1)).toContainText(/Deposit.*Check 1042.*\+\$1,000\.00.*\$2,200\.00/)

  await admin.goto(page)
  await expect(admin.getByRole('main')).toContainText('This deposit has already been corrected.')
  await expect(admin.getByRole('button', { name: 'Take back this deposit' })).toHaveCount(0)
  await admin.goto('/settings/payment-methods/receipts/nothing')
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Deposit or payment not found')
  await copy.sql`update memberships set role = 'staff'`
  expect((await admin.request.get(page, { maxRedirects: 0 })).status()).not.toBe(200)
})
