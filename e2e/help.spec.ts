import packageJson from '../package.json' with { type: 'json' }
import { expect, problem, test } from './test'

test('Help says how, whom to ask, and whether somebody answers', async ({ admin, staff, copy }) => {
  await admin.goto('/settings/support')
  await admin.getByLabel('Email').fill('mailroom')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(problem(admin)).toContainText('Enter an email address')
  await expect(admin.getByLabel('Email')).toHaveValue('mailroom')
  await admin.getByLabel('Email').fill('mailroom@example.com')
  await admin.getByLabel('Saturday').check()
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('The support contact and hours were saved.')).toBeVisible()
  await expect(admin.getByLabel('Saturday')).toBeChecked()

  await staff.getByRole('banner').getByRole('link', { name: 'Help' }).click()
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Help')
  await expect(staff.getByRole('status', { name: 'Support hours' })).toHaveText(
    /^(Available · closes|Closed · opens) .*at .* ET$/,
  )
  await expect(staff.getByText('Monday to Saturday, 8 AM to 8 PM ET')).toBeVisible()
  await expect(staff.getByRole('link', { name: 'mailroom@example.com' })).toHaveAttribute(
    'href',
    'mailto:mailroom@example.com',
  )
  await expect(staff.getByRole('main').getByRole('link', { name: 'Demo Admin' })).toHaveAttribute('href', /^mailto:/)
  await expect(staff.getByText('$100.00 of postage is a charge of $103.50', { exact: false })).toBeVisible()
  await expect(staff.getByText(`Indicia ${packageJson.version}`)).toBeVisible()
  for (const picture of await staff.getByRole('img').all()) {
    await picture.scrollIntoViewIfNeeded()
    // The size that is said keeps its place until it is there, so it has to be the picture's own.
    const said = [Number(await picture.getAttribute('width')), Number(await picture.getAttribute('height'))]
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
      .toEqual(said)
  }
  await copy.sql`update teams set support_days = ''`
  await staff.reload()
  await expect(staff.getByRole('status', { name: 'Support hours' })).toHaveText('Closed')
})

test('a case: from a receipt, answered, closed; others do not see it', async ({ admin, staff, copy }) => {
  await staff.goto('/history/postage')
  await staff.locator('tbody').getByRole('link', { name: /^RF-/ }).last().click()
  await staff.getByRole('link', { name: 'Get help' }).click()
  await expect(staff.getByLabel('What is it about?').locator('option:checked')).toHaveText(/^Refill RF-/)
  await staff.getByLabel('Subject').fill('Wrong cost account')
  await staff.getByRole('button', { name: 'Create case' }).click()
  await expect(problem(staff)).toContainText('Describe what happened')
  await expect(staff.getByLabel('Subject')).toHaveValue('Wrong cost account')
  await expect(staff.getByLabel('What is it about?').locator('option:checked')).toHaveText(/^Refill RF-/)
  await staff.getByLabel('What happened').fill('It should be Sales.\nNot <b>Marketing</b>.')
  await staff.getByRole('button', { name: 'Create case' }).click()
  await expect(staff.getByText('Your case was saved', { exact: false })).toBeVisible()
  await expect(staff.getByText('Not <b>Marketing</b>.')).toBeVisible()
  await expect(staff.getByRole('link', { name: /^refill RF-/ })).toBeVisible()
  const address = new URL(staff.url()).pathname

  await admin.goto('/help/cases')
  await admin.getByRole('link', { name: /^CS-/ }).click()
  await admin.getByLabel('Your reply').fill('That cannot be changed, but I made a note.')
  await admin.getByRole('button', { name: 'Send reply' }).click()
  await expect(admin.getByText('Your reply was added.')).toBeVisible()
  await expect(admin.getByLabel('Your reply')).toHaveValue('')
  await expect(admin.getByText('Answered')).toBeVisible()

  await staff.goto('/help/cases')
  await expect(staff.getByRole('row').nth(1)).toContainText('Answered')
  await staff.goto(address)
  await staff.getByRole('button', { name: 'Close case' }).click()
  await expect(staff.getByText('The case was closed.')).toBeVisible()
  await admin.goto(address)
  await admin.getByRole('button', { name: 'Reopen case' }).click()
  await expect(admin.getByText('The case was reopened.')).toBeVisible()
  await admin.getByLabel('Your reply').fill('Anything else?')

  await copy.sql`update cases set opened_by = (select id from users where name = 'Demo Admin')`
  expect((await staff.goto(address))!.status()).toBe(404)
  await expect(staff.getByRole('heading', { name: 'Case not found' })).toBeVisible()
})

test('everything works without JavaScript', async ({ signIn }) => {
  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.goto('/help')
  await staff.getByRole('link', { name: 'Create a case' }).click()
  await staff.getByRole('button', { name: 'Create case' }).click()
  await expect(problem(staff)).toContainText('Enter a subject')
  await staff.getByLabel('Subject').fill('Hello')
  await staff.getByLabel('What happened').fill('Is anybody there?')
  await staff.getByRole('button', { name: 'Create case' }).click()
  await expect(staff.getByText('Your case was saved', { exact: false })).toBeVisible()
  await staff.getByLabel('Your reply').fill('Thank you')
  await staff.getByRole('button', { name: 'Add reply' }).click()
  await expect(staff.getByText('Your reply was added.')).toBeVisible()

  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await admin.goto('/settings/ledger')
  await admin.getByRole('button', { name: 'Verify now' }).click()
  await expect(admin.getByRole('status').getByText('No differences found')).toBeVisible()
  await admin.goto('/settings/support')
  await admin.getByLabel('Phone').fill('+1 555 0100')
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('The support contact and hours were saved.')).toBeVisible()
  await admin.goto('/settings/audit-log')
  await admin.getByLabel('What').selectOption({ label: 'Help cases' })
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  await expect(admin.locator('tbody tr')).toHaveCount(2)
})

test('the cases are filtered by state, and the pages keep it', async ({ signIn, copy }) => {
  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await copy.sql`
    insert into cases (team_id, reference, opened_by, subject, body, state, key, changed_at)
    select t.id, 'CS-' || n, u.id, 'Question ' || n, 'Why?', case when n <= 60 then 'closed' when n = 61 then 'answered' else 'open' end, n::text,
      now() + n * interval '1 second'
    from teams t, users u, generate_series(1, 62) n where t.slug = 'demo' and u.name = 'Demo Staff'`
  const rows = admin.locator('tbody tr')
  const states = admin.getByRole('navigation', { name: 'Status' })
  await admin.goto('/help/cases')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('Question 62')
  await expect(states.getByRole('link', { name: 'Open' })).toHaveAttribute('aria-current', 'true')
  await states.getByRole('link', { name: 'Closed' }).click()
  await expect(rows).toHaveCount(50)
  await expect(rows.first()).toContainText('Question 60')
  await admin.getByRole('link', { name: 'Older' }).click()
  await expect(rows).toHaveCount(10)
  await expect(rows.last()).toContainText('Question 1')
  await expect(states.getByRole('link', { name: 'Closed' })).toHaveAttribute('aria-current', 'true')
  await states.getByRole('link', { name: 'All' }).click()
  await expect(rows.nth(2)).toContainText('Closed')
  await admin.goto('/help/cases?state=constructor')
  await expect(rows).toHaveCount(2)

  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.goto('/help/cases')
  await expect(staff.locator('tbody tr')).toHaveCount(50)

  // What an address says was done is looked up in a table, not in what every object has.
  for (const path of ['/settings/support', '/settings/cost-accounts']) {
    expect((await admin.goto(`${path}?done=constructor`))!.status()).toBe(200)
    await expect(admin.getByRole('main').getByRole('status')).toHaveCount(0)
  }
})
