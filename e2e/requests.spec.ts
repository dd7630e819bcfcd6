import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { look, takePicture } from './look'
import { balance, expect, problem, setBalance, test } from './test'
import type { Copy } from './start-copy'

// Each does the whole way of two people, and looks at its screens.
test.describe.configure({ timeout: 150_000 })

const waiting = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name, exact: true })
const add = (page: Page) => page.getByRole('button', { name: 'Add postage', exact: true })

/** Demo Staff asks, as the form does, and the request's id is answered. */
async function ask(
  copy: Copy,
  amount: number,
  reason: string,
  label: Record<string, string> | null = null,
): Promise<string> {
  const [asked] = await copy.sql<[{ id: string }]>`
    select a.request_id as id from users u join memberships m on m.user_id = u.id
    cross join lateral create_postage_request(
      p_team => m.team_id, p_actor => u.id, p_label_key => ${randomUUID()}, p_amount => ${amount}, p_reason => ${reason},
      p_cost_account => 'MKT', p_label => ${label ? copy.sql.json(label) : null}) a
    where u.name = 'Demo Staff'`
  return asked.id
}

async function fillIn(page: Page, amount: string, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Postage to add' }).fill(amount)
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await page.getByRole('button', { name: 'Send request' }).click()
}

test('staff ask; an admin elsewhere approves one and declines another; a third is withdrawn', async ({
  staff,
  admin,
  copy,
}) => {
  await admin.goto('/requests')
  await expect(admin.getByRole('heading', { name: 'No open requests' })).toBeVisible()
  await look(admin, 'requests-empty')
  await staff.goto('/requests')
  await look(staff, 'requests-empty-staff')
  await staff.goto('/')
  await staff.getByRole('main').getByRole('link', { name: 'Request postage' }).click()
  await fillIn(staff, '9.99', 'Parcels for the fair')
  await expect(problem(staff)).toBeFocused()
  await expect(problem(staff)).toContainText('The minimum refill is $10.00.')
  await expect(staff).toHaveTitle(/^Error: Request postage/)
  await expect(staff.getByRole('textbox', { name: 'Reason' })).toHaveValue('Parcels for the fair')
  await look(staff, 'request-new-error')
  await staff.getByRole('combobox', { name: 'Cost account' }).selectOption('MKT')
  await staff.getByRole('textbox', { name: 'Postage to add' }).fill('40')
  await staff.getByRole('button', { name: 'Send request' }).dblclick()
  await expect(staff.getByText('Your request was sent.', { exact: false })).toBeVisible()
  expect(await copy.sql`select from postage_requests`).toHaveLength(1)
  await look(staff, 'request-open-staff')

  // The admin sees it on every screen, and pays in another way than the default.
  await admin.goto('/help')
  await expect(waiting(admin, '1 request for postage')).toBeVisible()
  await admin.goto('/')
  const onHome = admin.getByRole('main').getByRole('listitem').filter({ hasText: 'Parcels for the fair' })
  await expect(onHome).toContainText('Demo Staff')
  await look(admin, 'home-with-requests')
  for (const width of [640, 768, 1024]) {
    await admin.setViewportSize({ width, height: 900 })
    await takePicture(admin, `header-${width}`)
    expect(await admin.evaluate(() => document.documentElement.scrollWidth), `the header at ${width}`).toBe(width)
    // Three rows at most: the balance, the navigation, and what waits.
    expect((await admin.getByRole('banner').boundingBox())!.height, `the header at ${width}`).toBeLessThan(180)
  }
  await admin.setViewportSize({ width: 1280, height: 900 })
  await onHome.getByRole('link', { name: /^Approve/ }).click()
  const dialog = admin.getByRole('dialog', { name: 'Add postage' })
  await expect(dialog.getByRole('region', { name: 'The request' })).toContainText(
    'Demo Staff requested $40.00: “Parcels for the fair”',
  )
  await expect(dialog.getByRole('textbox', { name: 'Other amount' })).toHaveValue('40.00')
  await expect(dialog.getByRole('combobox', { name: 'Assign to cost account' })).toHaveValue('MKT')
  await admin.reload()
  await look(admin, 'add-postage-request')
  await admin.getByRole('radio', { name: /^Reserve Account/ }).check()
  await add(admin).click()
  await expect(admin.getByText('You approved the request. Demo Staff can see that.')).toBeVisible()
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $123.40')
  await expect(admin.getByRole('banner').getByRole('link', { name: /request/ })).toHaveCount(0)
  await look(admin, 'request-approved')
  await admin.getByRole('link', { name: /^RF-/ }).click()
  await expect(admin.getByRole('main')).toContainText('Reserve Account')
  await expect(admin.getByRole('main')).toContainText('Marketing')
  await expect(admin.getByRole('link', { name: /^Request PR-/ })).toBeVisible()

  // Who asked need not do anything: the page looks again by itself.
  await expect(staff.getByText('Demo Admin approved it, and $40.00 was added.')).toBeVisible()
  await expect(staff.getByRole('link', { name: 'Print postage' })).toBeVisible()

  await staff.goto('/requests/new')
  await fillIn(staff, '200', 'Christmas cards')
  await expect(staff.getByRole('button', { name: 'Withdraw' })).toBeVisible()
  await admin.goto('/')
  await admin.getByRole('link', { name: /^Decline/ }).click()
  await admin.getByRole('button', { name: 'Decline' }).click()
  await expect(problem(admin)).toContainText('Enter a reason.')
  await look(admin, 'request-decline-error')
  await admin.getByRole('textbox', { name: 'Reason for declining' }).fill('We send e-mails this year')
  await admin.getByRole('button', { name: 'Decline' }).click()
  await expect(admin.getByText('You declined the request.', { exact: false })).toBeVisible()
  await expect(staff.getByText('Declined by Demo Admin: “We send e-mails this year”')).toBeVisible()
  await look(staff, 'request-declined-staff')

  await staff.goto('/requests/new')
  await fillIn(staff, '15', 'Never mind')
  await expect(staff.getByText('Your request was sent.', { exact: false })).toBeVisible()
  await staff.getByRole('button', { name: 'Withdraw' }).click()
  await expect(staff.getByText('You withdrew the request.', { exact: false })).toBeVisible()
  await look(staff, 'request-withdrawn-staff')
  await staff.goto('/')
  await expect(staff.getByRole('main')).toContainText('We send e-mails this year')
  await expect(staff.getByRole('main')).not.toContainText('Never mind')
  await look(staff, 'home-staff-requests')
  await admin.goto('/requests?state=all')
  await expect(admin.getByRole('row')).toHaveCount(4)
  await look(admin, 'requests-all')
  await admin.goto('/settings/audit-log?group=requests')
  await expect(admin.getByText('Requested $40.00 of postage from the admins')).toBeVisible()

  // What is not one's own is not there.
  const address = new URL(staff.url()).origin
  await copy.sql`update postage_requests set asked_by = (select id from users where name = 'Demo Admin') where reason = 'Never mind'`
  const [other] = await copy.sql<[{ id: string }]>`select id from postage_requests where reason = 'Never mind'`
  expect((await staff.goto(`${address}/requests/${other.id}`))!.status()).toBe(404)
  await expect(staff.getByRole('heading', { name: 'Request not found' })).toBeVisible()
  expect((await staff.goto('/requests/nonsense'))!.status()).toBe(404)
})

test('of two admins at once the second is told; who asked prints the label that waited', async ({
  admin,
  staff,
  signIn,
  copy,
}) => {
  const id = await ask(copy, 450_00, 'To print Forever stamp × 120', {
    carrier: 'usps',
    service: 'Forever stamp',
    count: '120',
    reference: 'Order 7',
    cost_account: 'SALES',
  })
  await staff.goto(`/requests/${id}`)
  await expect(staff.getByRole('main')).toContainText(
    'USPS Forever stamp × 120, $93.60, reference Order 7, cost account SALES',
  )
  await expect(staff.getByRole('link', { name: 'Back to the label' })).toBeVisible()

  const other = await signIn('Demo Admin')
  for (const page of [admin, other]) {
    await page.goto(`/postage/add?request=${id}`)
    await expect(page.getByText('You can add only $416.60 now.')).toBeVisible()
    const label = page.getByRole('region', { name: 'Waiting label' })
    for (const words of ['USPS Forever stamp × 120', '$93.60', 'SALES', 'Order 7', 'Demo Staff can print the label'])
      await expect(label).toContainText(words)
    await page.getByRole('radio', { name: /^Reserve Account/ }).check()
    await expect(page.getByRole('status', { name: 'Quote' })).toContainText('$416.60')
    await page.getByRole('textbox', { name: 'Other amount' }).fill('30')
    await expect(page.getByRole('status', { name: 'Quote' })).toContainText(
      'Balance after$113.40After the label of $93.60$19.80',
    )
  }
  await add(admin).click()
  await expect(admin.getByText('You approved the request.', { exact: false })).toBeVisible()
  await add(other).click()
  await expect(other.getByText('Demo Admin has already approved this request. Nothing was charged.')).toBeVisible()
  await expect(balance(other)).toHaveAccessibleName('USPS postage balance $113.40')
  await look(other, 'request-was-approved')
  await other.goto(`/postage/add?request=${id}`)
  await expect(other.getByRole('heading', { name: 'This request is closed' })).toBeVisible()
  await look(other, 'add-postage-request-decided')

  await staff.getByRole('link', { name: 'Print the label' }).click()
  await expect(staff.getByRole('textbox', { name: 'Number of stamps' })).toHaveValue('120')
  await staff.getByRole('main').getByRole('button', { name: 'Print', exact: true }).click()
  await expect(staff.getByRole('heading', { level: 1 })).toHaveText('Label printed')
  await staff.goto(`/requests/${id}`)
  await staff.getByRole('link', { name: 'See the label' }).click()
  await expect(staff.getByRole('main')).toContainText('Order 7')
  await staff.goto('/')
  await expect(staff.getByRole('link', { name: 'Print the label' })).toHaveCount(0)

  // No room at all: it can still be declined; in both layouts.
  await setBalance(copy, 495_00)
  await copy.sql`update users set layout = 'classic'`
  await ask(
    copy,
    20_00,
    'A long reason that goes on and on, for a mailing to everybody who has ever asked us for a sample of anything at all',
  )
  await ask(copy, 35_00, 'Stamps')
  await admin.goto('/')
  await expect(waiting(admin, '2 requests for postage')).toBeVisible()
  await look(admin, 'classic-home-with-requests')
  await admin
    .getByRole('main')
    .getByRole('link', { name: /^Approve/ })
    .first()
    .click()
  await expect(admin.getByRole('heading', { name: 'No postage can be added now' })).toBeVisible()
  await admin.getByRole('region', { name: 'The request' }).getByRole('link', { name: 'Decline' }).click()
  await expect(admin.getByRole('button', { name: 'Decline' })).toBeVisible()
  await expect(admin.getByRole('dialog')).toHaveCount(0)
  await look(admin, 'request-open-admin')
})

test('without JavaScript: requesting, withdrawing, approving and declining', async ({ signIn, copy }) => {
  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.getByRole('main').getByRole('link', { name: 'Request postage' }).click()
  await fillIn(staff, '10,00', 'Stamps')
  await expect(problem(staff)).toContainText('Enter an amount in dollars and cents')
  await expect(staff.getByRole('textbox', { name: 'Postage to add' })).toHaveValue('10,00')
  await fillIn(staff, '10.00', 'Stamps')
  await staff.getByRole('button', { name: 'Withdraw' }).click()
  await expect(staff.getByText('You withdrew the request.', { exact: false })).toBeVisible()
  const [first, second] = [await ask(copy, 10_00, 'Letters'), await ask(copy, 20_00, 'Samples')]

  const admin = await signIn('Demo Admin', { javaScriptEnabled: false })
  await waiting(admin, '2 requests for postage').click()
  await admin.getByRole('link', { name: /^PR-/ }).last().click()
  await admin.getByRole('link', { name: 'Approve' }).click()
  await admin.getByRole('radio', { name: /^Purchase Power/ }).check()
  await admin.getByRole('radio', { name: 'Other', exact: true }).check()
  await admin.getByRole('textbox', { name: 'Other amount' }).fill('5')
  await add(admin).click()
  await expect(problem(admin)).toContainText('The minimum refill is $10.00.')
  await expect(admin.getByRole('region', { name: 'The request' })).toContainText('Letters')
  await admin.getByRole('textbox', { name: 'Other amount' }).fill('12')
  await add(admin).click()
  await expect(admin.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await add(admin).click()
  await expect(admin.getByText('You approved the request.', { exact: false })).toBeVisible()
  await expect(admin.getByText('Demo Admin approved it, and $12.00 was added.')).toBeVisible()

  await admin.goto(`/requests/${second}`)
  await admin.getByRole('button', { name: 'Decline' }).click()
  await expect(problem(admin)).toContainText('Enter a reason')
  await admin.getByRole('textbox', { name: 'Reason for declining' }).fill('Not this month')
  await admin.getByRole('button', { name: 'Decline' }).click()
  await expect(admin.getByText('You declined the request.', { exact: false })).toBeVisible()
  await staff.goto(`/requests/${first}`)
  await expect(staff.getByText('$12.00 was added', { exact: false })).toBeVisible()
  await staff.goto('/requests')
  await expect(staff.getByRole('row').nth(1)).toContainText('Declined')
})
