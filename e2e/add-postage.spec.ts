import { balance, cli, expect, openAddPostage, problem, setBalance, test } from './test'

test('a refill: chosen, quoted, charged, in the balance and in the history', async ({ admin, copy }) => {
  await openAddPostage(admin)
  const amounts = admin.getByRole('radiogroup', { name: 'Amount', exact: true })
  for (const name of ['$10.00', '$25.00', '$50.00', '$100.00', '$250.00', 'Fill to limit', 'Other']) {
    await expect(amounts.getByRole('radio', { name, exact: true })).toBeEnabled()
  }
  await amounts.getByRole('radio', { name: '$100.00', exact: true }).check()
  await admin
    .getByRole('radiogroup', { name: 'Payment method', exact: true })
    .getByRole('radio', { name: /^Visa •••• 4242/ })
    .check()
  const costAccount = admin.getByRole('combobox', { name: 'Assign to cost account', exact: true })
  await expect(costAccount.getByRole('option').first()).toHaveText('None')
  await costAccount.selectOption({ label: 'Marketing (MKT)' })

  const quote = admin.getByRole('status', { name: 'Quote' })
  for (const words of ['$100.00', '$3.50', '$103.50', '$183.40', '$316.60', /you would save\s+\$3\.50/]) {
    await expect(quote).toContainText(words)
  }
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()

  await expect(admin).toHaveURL(/\/history\/postage\/[0-9a-f-]{36}$/)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(admin.getByText(/^RF-[0-9A-Z]{4}-[0-9A-Z]{4}$/)).toBeVisible()
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $183.40')
  const reference = await admin.getByText(/^RF-/).textContent()

  await admin.goto('/history/postage')
  const row = admin.getByRole('row').nth(1)
  for (const cell of [
    'Demo Admin',
    'Visa •••• 4242',
    'Marketing',
    '+$100.00',
    '$3.50',
    '$103.50',
    '$183.40',
    'Posted',
    reference!,
  ]) {
    await expect(row).toContainText(cell)
  }
  const charges =
    await copy.sql`select amount from test_processor_charges where created_at > now() - interval '30 minutes'`
  expect([...charges]).toEqual([{ amount: 10_350 }])
})

test('a Reserve Account has no fee', async ({ admin }) => {
  await admin.goto('/postage/add?amount=50.00')
  await expect(admin.getByRole('radio', { name: '$50.00' })).toBeChecked()
  await admin.getByRole('radio', { name: /^Reserve Account/ }).check()
  await expect(admin.getByText('$1,200.00 left')).toBeVisible()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(admin.getByRole('main')).toContainText('Total charged$50.00')
})

test('what is wrong is said at the field and in a summary, and what was typed stays', async ({ admin, copy }) => {
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: 'Other', exact: true }).check()
  const other = admin.getByRole('textbox', { name: 'Other amount', exact: true })
  for (const [typed, words] of [
    ['9.99', /minimum refill is \$10\.00/],
    ['500.01', /You can add up to \$416\.60/],
    ['10,00', /Enter an amount/],
    ['1e2', /Enter an amount/],
    ['5 0', /Enter an amount/],
    ['０', /Enter an amount/],
    ['', /Enter an amount/],
  ] as const) {
    await other.fill(typed)
    await admin.getByRole('button', { name: 'Add postage' }).click()
    const summary = problem(admin)
    await expect(summary).toBeFocused()
    await expect(summary).toContainText(words)
    await expect(admin).toHaveTitle(/^Error: /)
    await expect(other).toHaveValue(typed)
    await expect(other).toHaveAccessibleDescription(words)
    await summary.getByRole('link').click()
    await expect(other).toBeFocused()
  }
  await other.fill(' $ 16.60 ')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $100.00')
  expect(await copy.sql`select amount from refills where created_at > now() - interval '30 minutes'`).toMatchObject([
    { amount: 1_660 },
  ])
})

test('nothing chosen is said so', async ({ admin }) => {
  await openAddPostage(admin)
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(problem(admin)).toBeFocused()
  await expect(problem(admin)).toContainText('Choose an amount.')
})

test('a declined card comes back with the reason, the amount, and another way to pay', async ({ admin, copy }) => {
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000009995')
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: '$25.00' }).check()
  await admin.getByRole('radio', { name: /9995/ }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(problem(admin)).toContainText('does not have enough funds')
  await expect(admin.getByRole('radio', { name: '$25.00' })).toBeChecked()
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $83.40')

  await admin.getByRole('radio', { name: /^Reserve Account/ }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $108.40')
})

test('a payment of unknown outcome is processing everywhere, and resolves by itself', async ({ admin, copy }) => {
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000000341', '--default')
  await admin.goto('/postage/add?amount=50.00')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage pending')
  const receipt = admin.url()

  const other = await admin.context().newPage()
  await other.goto('/')
  await expect(other.getByText('$50.00 reserved for 1 refill in progress')).toBeVisible()
  await expect(balance(other)).toHaveAccessibleName('USPS postage balance $83.40')
  await other.goto('/history/postage')
  await expect(other.getByRole('row').nth(1)).toContainText('Processing')

  // The time at which the processor is asked again has come.
  await copy.sql`update refills set ask_at = now() where status = 'processing'`
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added', { timeout: 45_000 })
  expect(admin.url()).toBe(receipt)
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $133.40')
})

test('pressing twice, or reloading the receipt, charges once', async ({ admin, copy }) => {
  await admin.goto('/postage/add?amount=25.00')
  await expect(admin.getByRole('status', { name: 'Quote' })).toContainText('$25.88')
  await admin.getByRole('button', { name: 'Add postage' }).dblclick()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await admin.reload()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(1)
})

test('filling to the limit leaves no room, and the page then says that nothing can be added', async ({ admin }) => {
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: 'Fill to limit' }).check()
  await admin.getByRole('radio', { name: /^Purchase Power/ }).check()
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $500.00')

  await openAddPostage(admin)
  await expect(admin.getByText(/cannot exceed \$500\.00/)).toBeVisible()
  await expect(admin.getByRole('button', { name: 'Add postage' })).toHaveCount(0)
})

test('amounts that the limit no longer allows are disabled, with the reason', async ({ admin, copy }) => {
  await setBalance(copy, 470_00)
  await openAddPostage(admin)
  for (const [name, open] of [
    ['$10.00', true],
    ['$25.00', true],
    ['$50.00', false],
    ['$100.00', false],
    ['$250.00', false],
  ] as const) {
    const radio = admin.getByRole('radio', { name, exact: true })
    await expect(radio).toBeEnabled({ enabled: open })
    if (!open) await expect(radio).toHaveAccessibleDescription(/room/)
  }
  await setBalance(copy, 490_01)
  await admin.reload()
  await expect(admin.getByText(/no postage can be added now/i).first()).toBeVisible()
})

test('a total that has changed since it was seen is shown again before anything is charged', async ({
  admin,
  copy,
}) => {
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: 'Fill to limit' }).check()
  await expect(admin.getByText('$416.60').first()).toBeVisible()
  await setBalance(copy, 80_00)
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await expect(admin.getByRole('main')).toContainText('$420.00')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $80.00')
  expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(0)
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $500.00')
})

test('by keyboard alone', async ({ admin }) => {
  await openAddPostage(admin)
  await admin.getByRole('radio', { name: '$10.00' }).focus()
  await admin.keyboard.press('Space')
  await admin.keyboard.press('ArrowRight')
  await expect(admin.getByRole('radio', { name: '$25.00' })).toBeChecked()
  await admin.keyboard.press('Enter')
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $108.40')
})

test.describe('without JavaScript', () => {
  test('the first press shows the quote, the second charges it', async ({ signIn, copy }) => {
    const page = await signIn('Demo Admin', { javaScriptEnabled: false })
    await openAddPostage(page)
    await page.getByRole('radio', { name: 'Other', exact: true }).check()
    await page.getByRole('textbox', { name: 'Other amount' }).fill('9.99')
    await page.getByRole('button', { name: 'Add postage' }).click()
    await expect(problem(page)).toContainText('$10.00')
    await expect(page).toHaveTitle(/^Error: /)
    await expect(page.getByRole('textbox', { name: 'Other amount' })).toHaveValue('9.99')

    await page.getByRole('textbox', { name: 'Other amount' }).fill('20')
    await page.getByRole('combobox', { name: 'Assign to cost account' }).selectOption({ label: 'Sales (SALES)' })
    await page.getByRole('button', { name: 'Add postage' }).click()
    await expect(page.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
    for (const words of ['$20.00', '$0.70', '$20.70', '$103.40', 'Sales'])
      await expect(page.getByRole('main')).toContainText(words)
    expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(0)

    // Twice, as people in a hurry do: without a script only the key stands between them and a second charge.
    await page.getByRole('button', { name: 'Add postage' }).dblclick()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Postage added')
    expect(await copy.sql`select id from refills where created_at > now() - interval '30 minutes'`).toHaveLength(1)
    await expect(balance(page)).toHaveAccessibleName('USPS postage balance $103.40')

    // Signing out works without a script too.
    await page.getByRole('banner').getByText('DA', { exact: true }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    expect(await copy.sql`select * from sessions`).toHaveLength(0)
  })
})
