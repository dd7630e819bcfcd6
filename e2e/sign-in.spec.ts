import { balance, expect, test } from './test'

test.use({ signInAnew: true })

test('an admin sees the balance and the + on every screen', async ({ admin }) => {
  for (const path of ['/', '/history/postage', '/postage/add']) {
    await admin.goto(path)
    await expect(
      admin.getByRole('banner').getByRole('link', { name: 'USPS postage balance $83.40', exact: true }),
    ).toBeVisible()
    await expect(admin.getByRole('banner').getByRole('link', { name: 'Add postage', exact: true })).toBeVisible()
    await expect(admin.getByText('Test mode')).toBeVisible()
  }
})

test('staff see the balance without the +, and who their admins are', async ({ staff }) => {
  await expect(balance(staff)).toHaveAccessibleName('USPS postage balance $83.40')
  await expect(staff.getByRole('link', { name: 'Add postage' })).toHaveCount(0)
  await expect(staff.getByRole('link', { name: 'Demo Admin' })).toHaveAttribute('href', 'mailto:admin@demo.example')

  await staff.goto('/postage/add')
  await expect(staff.getByRole('heading', { name: 'Only admins can add postage' })).toBeVisible()
  await expect(staff.getByRole('link', { name: 'Demo Admin' })).toBeVisible()
  await expect(balance(staff)).toBeVisible()

  await staff.goto('/history/postage')
  await expect(staff.getByRole('table')).toBeVisible()
})

test('staff without JavaScript see the same', async ({ signIn }) => {
  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.goto('/postage/add')
  await expect(staff.getByRole('heading', { name: 'Only admins can add postage' })).toBeVisible()
  await expect(staff.getByRole('link', { name: 'Demo Admin' })).toBeVisible()
  await expect(staff.getByRole('button', { name: 'Add postage' })).toHaveCount(0)
})

test('the sign-in page has one button and the provider asks for no consent', async ({ copy, browser }) => {
  const page = await (await browser.newContext({ baseURL: copy.url })).newPage()
  await page.goto('/history/postage?status=posted')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await expect(page.getByRole('button')).toHaveText(['Continue with SSO'])
  await page.getByRole('button', { name: 'Continue with SSO' }).click()
  await expect(page.getByRole('button')).toHaveText(['Demo Admin', 'Demo Staff'])
  await page.getByRole('button', { name: 'Demo Staff' }).click()
  // Straight back to where the person wanted to go.
  await expect(page).toHaveURL(/\/history\/postage\?status=posted$/)
  await page.context().close()
})

test('opened at another address than its own, it says where it is', async ({ copy, browser }) => {
  const elsewhere = copy.url.replace('localhost', '127.0.0.1')
  for (const javaScriptEnabled of [true, false]) {
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage()
    await page.goto(`${elsewhere}/sign-in?callbackUrl=%2Fhistory%2Fpostage`)
    const link = page.getByRole('status').getByRole('link', { name: copy.url })
    if (javaScriptEnabled) await expect(link).toHaveAttribute('href', `${copy.url}/history/postage`)
    await page.getByRole('button', { name: 'Continue with SSO' }).click()
    await expect(page.getByText(`Open Indicia at ${copy.url}`)).toBeVisible()
    await expect(page.getByText('If you were adding postage')).toHaveCount(0)
    await page.context().close()
  }
})

test('signing out ends the session on the server and at the provider', async ({ copy, admin }) => {
  const cookies = await admin.context().cookies()
  const session = cookies.find((cookie) => /^indicia\.\d+\.session$/.test(cookie.name))!
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  await admin.getByRole('banner').getByText('DA', { exact: true }).click()
  await admin.getByRole('button', { name: 'Sign out' }).click()
  await expect(admin).toHaveURL(/\/sign-in/)
  expect(await copy.sql`select * from sessions`).toHaveLength(0)

  // The old cookie opens nothing any more.
  await admin.context().addCookies([session])
  await admin.goto('/')
  await expect(admin).toHaveURL(/\/sign-in/)
  // The provider asks again who it is.
  await admin.getByRole('button', { name: 'Continue with SSO' }).click()
  await expect(admin.getByRole('button', { name: 'Demo Admin' })).toBeVisible()
})

test('a removed member and a demoted admin lose their rights with the next request', async ({ copy, admin }) => {
  await admin.goto('/postage/add')
  await copy.sql`update memberships set role = 'staff' where role = 'admin'`
  await admin.getByRole('radio', { name: '$50.00' }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { name: 'Only admins can add postage' })).toBeVisible()
  expect(
    await copy.sql`select * from refills where created_at > now() - interval '30 minutes' and amount = 5000`,
  ).toHaveLength(0)

  await copy.sql`update memberships set active = false`
  await admin.goto('/')
  await expect(admin).toHaveURL(/sign-in/)
})

test('an address of another site is never where signing in leads', async ({ copy, browser }) => {
  const page = await (await browser.newContext({ baseURL: copy.url })).newPage()
  for (const foreign of ['https://example.com/', '//example.com', '/\\example.com', 'javascript:alert(1)']) {
    await page.context().clearCookies()
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(foreign)}`)
    await page.getByRole('button', { name: 'Continue with SSO' }).click()
    await page.getByRole('button', { name: 'Demo Staff' }).click()
    await expect(page).toHaveURL(`${copy.url}/`)
  }
  await page.context().close()
})
