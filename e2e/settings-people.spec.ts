import type { Page } from '@playwright/test'
import { look } from './look'
import { startCopy } from './start-copy'
import { balance, expect, problem, setBalance, test } from './test'

const said = (page: Page) => page.getByRole('status')
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

/** Opens what can be done with a row. */
const open = (page: Page, text: string, summary: string) =>
  row(page, text).locator('summary', { hasText: summary }).click()

test('without a script: a Mailstation says what it costs before it is saved, and what ends with the last', async ({
  signIn,
  copy,
}) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await admin.goto('/settings/devices')
  await open(admin, 'K700-0184229', 'Deactivate')
  await expect(
    admin.getByText('This is the last active Mailstation. The 3.5% fee on credit card refills will end.'),
  ).toBeVisible()
  await admin.getByRole('button', { name: 'Deactivate K700-0184229' }).click()
  await expect(said(admin)).toContainText('The device was deactivated.')
  await expect(admin.getByText('No Mailstation is active. Refills have no fee.')).toBeVisible()

  await admin.getByRole('link', { name: 'Add device' }).click()
  await expect(admin.getByText('$100.00 of postage by credit card will cost $103.50')).toBeVisible()
  await admin.getByLabel('Serial number').fill('k700-0184229')
  await admin.getByRole('button', { name: 'Add device' }).click()
  await expect(problem(admin)).toContainText('Choose a device type.')
  await expect(admin).toHaveTitle(/^Error: /)
  await admin.getByRole('radio', { name: 'Mailstation' }).check()
  await admin.getByRole('button', { name: 'Add device' }).click()
  await expect(problem(admin)).toContainText('already has a device with this serial number')
  await expect(admin.getByRole('radio', { name: 'Mailstation' })).toBeChecked()
  await admin.getByLabel('Serial number').fill('K700-0000001')
  await admin.getByRole('button', { name: 'Add device' }).click()
  await expect(said(admin)).toContainText('The device was added.')
  await expect(admin.getByText('A Mailstation is active. Credit card refills have a 3.5% fee.')).toBeVisible()
  expect(await copy.sql`select type, active from devices order by created_at`).toEqual([
    { type: 'mailstation', active: false },
    { type: 'mailstation', active: true },
  ])
})

test('a member becomes admin, demotes the first, and loses the page at once when deactivated', async ({
  admin,
  staff,
}) => {
  await admin.goto('/settings/members')
  await open(admin, 'Demo Admin', 'Change')
  await expect(admin.getByText('The last active admin cannot be made staff or deactivated.')).toBeVisible()
  await open(admin, 'Demo Staff', 'Change')
  await admin.getByRole('button', { name: 'Make Demo Staff an admin' }).click()
  await expect(said(admin)).toContainText('The role was changed.')
  // It counts from the next request on, in the session that was open before.
  await staff.goto('/settings/members')
  await open(staff, 'Demo Admin', 'Change')
  await staff.getByRole('button', { name: 'Make Demo Admin staff' }).click()
  await expect(said(staff)).toContainText('The role was changed.')
  expect((await admin.goto('/settings/members'))!.status()).toBe(403)
  await open(staff, 'Demo Admin', 'Change')
  await staff.getByRole('button', { name: 'Deactivate Demo Admin' }).click()
  await expect(row(staff, 'Demo Admin')).toContainText('Inactive')
  // The session is over, and signing in again makes no other.
  await admin.goto('/')
  await admin.getByRole('button', { name: 'Continue with SSO' }).click()
  await expect(admin.getByText('Your access was deactivated.')).toBeVisible()
  await expect(admin).toHaveURL(/sign-in/)
})

test('a page of Settings that was open before a demotion changes nothing', async ({ admin, copy }) => {
  await admin.goto('/settings/members')
  await open(admin, 'Demo Staff', 'Change')
  await copy.sql`update memberships set role = 'staff' where user_id = (select id from users where name = 'Demo Admin')`
  await admin.getByRole('button', { name: 'Deactivate Demo Staff' }).click()
  await expect(admin.getByRole('button', { name: 'Deactivate Demo Staff' })).toHaveCount(0)
  expect(await copy.sql`select from memberships where not active`).toHaveLength(0)
})

test('where the identity provider decides, Members says so and offers no roles', async ({ browser }) => {
  const copy = await startCopy({ OIDC_ADMIN_GROUP: 'indicia-admins' })
  const context = await browser.newContext({ baseURL: copy.url })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('button', { name: 'Continue with SSO' }).click()
  await page.getByRole('button', { name: 'Demo Admin' }).click()
  await expect(balance(page)).toBeVisible()
  await page.goto('/settings/members')
  await expect(page.getByText('Your identity provider sets roles')).toBeVisible()
  await open(page, 'Demo Staff', 'Change')
  await expect(page.getByRole('button', { name: 'Deactivate Demo Staff' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Make / })).toHaveCount(0)
  await context.close()
  await copy.stop()
})

for (const javaScriptEnabled of [false, true]) {
  test(`an API key is shown once ${javaScriptEnabled ? 'with' : 'without'} a script, works, and is revoked`, async ({
    signIn,
    copy,
  }) => {
    await setBalance(copy, 120_00)
    const admin = await signIn('Demo Admin', { javaScriptEnabled })
    await admin.goto('/settings/api-keys')
    await admin.getByRole('link', { name: 'Create API key' }).click()
    await admin.getByLabel('Name').fill('Warehouse <b>')
    await admin.getByRole('button', { name: 'Create key' }).click()
    await expect(problem(admin)).toContainText('Choose at least one permission')
    await expect(admin).toHaveTitle(/^Error: /)
    await expect(admin.getByLabel('Name')).toHaveValue('Warehouse <b>')
    await admin.getByRole('checkbox', { name: 'read' }).check()
    const answered = admin.waitForResponse((response) => response.request().method() === 'POST')
    await admin.getByRole('button', { name: 'Create key' }).click()
    expect((await answered).headers()['cache-control']).toContain('no-store')
    await expect(admin.getByRole('heading', { name: '“Warehouse <b>” was created' })).toBeVisible()
    const key = await admin.getByLabel('API key').inputValue()
    expect(key).toMatch(/^ind_[\w-]{43}$/)
    expect(admin.url()).not.toContain('ind_')
    const ask = () => admin.request.get('/api/v1/balance', { headers: { Authorization: `Bearer ${key}` } })
    expect(await (await ask()).json()).toMatchObject({ available: 120_00 })

    await admin.getByRole('link', { name: 'I have saved the key' }).click()
    await expect(row(admin, 'Warehouse <b>')).toContainText(key.slice(0, 8))
    expect(await admin.content()).not.toContain(key)
    await admin.goto('/settings/api-keys/create')
    await expect(admin.getByRole('button', { name: 'Create key' })).toBeVisible()
    expect(await admin.content()).not.toContain(key)
    await admin.goto('/settings/api-keys')
    await open(admin, 'Warehouse <b>', 'Revoke')
    await admin.getByRole('button', { name: 'Revoke Warehouse <b>' }).click()
    await expect(row(admin, 'Warehouse <b>')).toContainText('Revoked')
    expect((await ask()).status()).toBe(401)
  })
}

for (const javaScriptEnabled of [false, true]) {
  test(`an API key asked for twice by one form ${javaScriptEnabled ? 'with' : 'without'} a script is one key, said so and revoked`, async ({
    signIn,
    copy,
  }) => {
    const admin = await signIn('Demo Admin', { javaScriptEnabled })
    await admin.goto('/settings/api-keys/create')
    const id = await admin.locator('input[name=id]').inputValue()
    // The first press, whose answer nobody has seen.
    await copy.sql`
      select issue_api_key(
        p_team => t.id, p_actor => u.id, p_key => ${id}, p_name => 'Warehouse', p_hash => sha256('1'),
        p_prefix => 'ind_Qx4b', p_scopes => 'read', p_expires_in_days => 90)
      from teams t, users u where t.slug = 'demo' and u.name = 'Demo Admin'`
    await admin.getByLabel('Name').fill('Warehouse')
    await admin.getByRole('checkbox', { name: 'read' }).check()
    await admin.getByRole('button', { name: 'Create key' }).click()
    await expect(said(admin).filter({ hasText: '“Warehouse” was already created' })).toBeVisible()
    await expect(admin).toHaveTitle(/^API key already created/)
    expect(await copy.sql`select from api_keys`).toHaveLength(1)
    await admin.getByRole('button', { name: 'Revoke Warehouse' }).click()
    await expect(said(admin)).toContainText('The key was revoked.')
    await expect(row(admin, 'Warehouse')).toContainText('Revoked')
  })
}

test('without a script: pressing Create key twice before the answer makes one key', async ({ signIn, copy }) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await admin.goto('/settings/api-keys/create')
  await admin.getByLabel('Name').fill('Warehouse')
  await admin.getByRole('checkbox', { name: 'read' }).check()
  await admin.getByRole('button', { name: 'Create key' }).dblclick()
  // Where the browser has sent both, the second answer says so; where it has sent one, that shows the key.
  await expect(admin.getByText(/“Warehouse” was (already )?created/)).toBeVisible()
  expect(await copy.sql`select from api_keys`).toHaveLength(1)
})

test('how devices, members and API keys look', async ({ admin, copy }) => {
  await admin.goto('/settings/devices')
  await open(admin, 'K700-0184229', 'Deactivate')
  await look(admin, 'devices')
  await admin.goto('/settings/devices/add')
  await look(admin, 'device-add')
  await admin.goto('/settings/members')
  await open(admin, 'Demo Staff', 'Change')
  await look(admin, 'members')
  await copy.sql`
    select create_api_key(
      p_team => id, p_name => 'Warehouse', p_hash => sha256('1'), p_prefix => 'ind_Qx4b',
      p_scopes => '{read,labels:write}'), create_api_key(
      p_team => id, p_name => 'Old shop', p_hash => sha256('2'), p_prefix => 'ind_aB3c', p_scopes => '{read}',
      p_expires_at => now())
    from teams where slug = 'demo'`
  await admin.goto('/settings/api-keys')
  await look(admin, 'api-keys')
  await admin.goto('/settings/api-keys/create')
  await admin.getByLabel('Name').fill('Warehouse')
  await admin.getByRole('checkbox', { name: 'labels:write' }).check()
  await admin.getByRole('button', { name: 'Create key' }).click()
  await expect(admin.getByLabel('API key')).toBeVisible()
  await look(admin, 'api-key-created')
})
