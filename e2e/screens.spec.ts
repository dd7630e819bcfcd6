import { look } from './look'
import { cli, expect, openAddPostage, setBalance, test } from './test'

// Each looks at a dozen screens, with PICTURES=all four times.
test.describe.configure({ timeout: 180_000 })

test('Home, Add postage and their states', async ({ admin, copy }) => {
  await look(admin, 'home')
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: '$100.00' }).check()
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$103.50')
  await look(admin, 'add-postage')

  await admin.getByRole('radio', { name: 'Other', exact: true }).check()
  await admin.getByRole('textbox', { name: 'Other amount' }).fill('9.99')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'add-postage-error')

  await setBalance(copy, 495_00)
  await admin.goto('/postage/add')
  await look(admin, 'add-postage-full')
  await admin.goto('/')
  await look(admin, 'home-full')
})

test('The classic layout, Appearance, and a theme that was chosen', async ({ signIn, copy }) => {
  const admin = await signIn('Demo Admin')
  await admin.getByRole('button', { name: 'Classic' }).click()
  await expect(admin.getByRole('heading', { name: 'Your carriers' })).toBeVisible()
  await look(admin, 'classic-home')
  await admin.goto('/postage/add?amount=20.00')
  await look(admin, 'classic-add-postage')
  await admin.goto('/settings/appearance?done=saved')
  await look(admin, 'appearance')
  await admin.getByRole('radio', { name: 'Dark' }).check()
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.locator('html')).toHaveAttribute('data-theme', 'dark')
  await look(admin, 'appearance-dark')
  await setBalance(copy, 495_00)
  await admin.goto('/')
  await look(admin, 'classic-home-full')

  const staff = await signIn('Demo Staff')
  await copy.sql`update users set layout = 'classic'`
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await staff.goto('/')
  await look(staff, 'classic-home-staff-empty')
})

test('Review, receipts and history', async ({ signIn, copy }) => {
  const admin = await signIn('Demo Admin')
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000000341')
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000000002')
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: 'Fill to limit' }).check()
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$416.60')
  await setBalance(copy, 80_00)
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await look(admin, 'add-postage-review')

  for (const [card, name, heading] of [
    [/4242/, 'receipt-posted', 'Postage added'],
    [/0341/, 'receipt-processing', 'Postage pending'],
  ] as const) {
    await admin.goto('/postage/add?amount=50.00')
    await admin.getByRole('radio', { name: card }).check()
    await admin.getByRole('combobox').selectOption({ label: 'Legal (LEGAL)' })
    await admin.getByRole('button', { name: 'Add postage' }).click()
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(heading)
    await look(admin, name)
  }
  await admin.goto('/postage/add?amount=50.00')
  await admin.getByRole('radio', { name: /0002/ }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'add-postage-declined')
  const [failed] = await copy.sql<
    [{ id: string }]
  >`select id from refills where status = 'failed' order by created_at desc limit 1`
  await admin.goto(`/history/postage/${failed.id}`)
  await look(admin, 'receipt-failed')

  await admin.goto('/history/postage')
  await look(admin, 'history')
  await admin.goto('/history/postage?from=2000-02-02&to=2000-01-01&status=reversed')
  await look(admin, 'history-nothing')
})

test('Cost accounts and their import', async ({ admin, copy }) => {
  await admin.goto('/settings/cost-accounts/import')
  const preview = async (text: string) => {
    await admin
      .getByLabel('CSV file')
      .setInputFiles({ name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await admin.getByRole('button', { name: 'Preview' }).click()
  }
  await preview('Name,Code,Status,ParentName\nTrade fairs,FAIRS,MAYBE,Marketing\nSpring,,TRUE,Nowhere\n')
  await expect(admin.getByText('Line 3', { exact: true })).toBeVisible()
  await look(admin, 'cost-accounts-import-error')
  await preview(
    'Name,Code,Description,Status,ParentName,NextParentName\nTrade fairs,FAIRS,Stands and samples,TRUE,Marketing,\nSpring fair in Berlin,FAIR-1,,TRUE,Trade fairs,Marketing\nSales,SALES,Quotes,TRUE,,\nOld fairs,OLD,,FALSE,,\n',
  )
  await expect(admin.getByRole('button', { name: 'Import 4' })).toBeVisible()
  await look(admin, 'cost-accounts-import-preview')
  await admin.getByRole('button', { name: 'Import 4' }).click()
  await expect(admin.getByText('The file was imported.')).toBeVisible()
  await look(admin, 'cost-accounts')
  await admin.getByRole('link', { name: 'Edit Marketing' }).click()
  await admin.getByText('Deactivate…').click()
  await look(admin, 'cost-account-edit')
  await admin.goto('/settings/cost-accounts/add')
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'cost-account-error')
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await admin.goto('/settings/cost-accounts')
  await look(admin, 'cost-accounts-empty')
})

test('A split and its mistakes', async ({ admin }) => {
  await admin.goto('/postage/add?amount=100.00&cost_account=MKT')
  await admin.getByRole('button', { name: 'Split between cost accounts' }).click()
  await admin.getByLabel('In percent').check()
  await admin.getByLabel('Share 1', { exact: true }).fill('66.67')
  await admin.getByLabel('Cost account 2', { exact: true }).selectOption('SALES')
  await admin.getByLabel('Share 2', { exact: true }).fill('20')
  await expect(admin.getByText('Left to allocate: 13.33%')).toBeVisible()
  await look(admin, 'split')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'split-error')
})

test('Staff, the sign-in page, and the pages that say no', async ({ staff, copy, browser }) => {
  await look(staff, 'home-staff')
  await staff.goto('/postage/add')
  await look(staff, 'forbidden')
  for (const [path, name] of [
    ['/nowhere', 'not-found'],
    ['/not-allowed', 'not-allowed'],
    ['/unavailable', 'unavailable'],
  ] as const) {
    await staff.goto(path)
    await look(staff, name)
  }
  await copy.sql`select create_team(p_slug => 'fresh', p_name => 'Fresh team')`
  await copy.sql`update memberships set team_id = (select id from teams where slug = 'fresh')`
  await staff.goto('/')
  await look(staff, 'home-empty')
  await staff.goto('/history/postage')
  await look(staff, 'history-empty')
  await copy.sql`
    with other as (insert into users default values returning id)
    update memberships set user_id = (select id from other) where user_id = (select id from users where name = 'Demo Staff')`
  await staff.goto('/')
  await look(staff, 'no-team')

  const page = await (await browser.newContext({ baseURL: copy.url })).newPage()
  await page.goto('/sign-in')
  await look(page, 'sign-in')
  await page.goto('/sign-in?error=Configuration')
  await look(page, 'sign-in-error')
  await page.getByRole('button', { name: 'Continue with SSO' }).click()
  await page.getByRole('button', { name: 'Demo Admin' }).waitFor()
  await look(page, 'demo-provider')
  await page.context().close()
})

test('Sessions, Audit log and Ledger', async ({ admin }) => {
  await admin.goto('/settings/audit-log')
  await look(admin, 'audit-log')
  await admin.goto('/settings/audit-log?from=1999-01-01&to=1999-01-01')
  await look(admin, 'audit-log-nothing')
  await admin.goto('/settings/sessions')
  await look(admin, 'sessions')
  await admin.goto('/settings/ledger')
  await look(admin, 'ledger')
  await admin.getByRole('button', { name: 'Verify now' }).click()
  await expect(admin.getByRole('status').getByText('No differences found')).toBeVisible()
  await look(admin, 'ledger-verified')
})

test('Support, Help and its cases', async ({ admin, copy }) => {
  await admin.goto('/settings/support')
  await admin.getByLabel('Email').fill('nobody')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'support-error')
  await admin.goto('/help')
  await look(admin, 'help')
  await copy.sql`update teams set support_email = 'mailroom@example.com', support_phone = '+1 555 0100'`
  await copy.sql`update memberships set role = 'staff' where role = 'admin'`
  await admin.reload()
  await look(admin, 'help-staff')
  await admin.goto('/help/cases')
  await look(admin, 'cases-nothing')
  await admin.goto('/help/cases/new')
  await admin.getByLabel('Subject').fill('Wrong cost account')
  await admin.getByRole('button', { name: 'Create case' }).click()
  await expect(admin.getByText('There is a problem')).toBeVisible()
  await look(admin, 'case-error')
  await admin.getByLabel('What happened').fill('It should be Sales.\nCan it be changed?')
  await admin.getByRole('button', { name: 'Create case' }).click()
  await expect(admin.getByText('Your case was saved', { exact: false })).toBeVisible()
  await look(admin, 'case')
})
