import type { Page } from '@playwright/test'
import { look, takePicture } from './look'
import { balance, cli, expect, problem, test } from './test'
import type { Copy } from './start-copy'

// Each does a person's whole way, and looks at its screens.
test.describe.configure({ timeout: 120_000 })

const since = "created_at > now() - interval '30 minutes'"

async function labelsOf(copy: Copy) {
  return [
    ...(await copy.sql.unsafe(
      `select carrier, service, amount, reference from labels where ${since} order by created_at`,
    )),
  ]
}

const button = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Print', exact: true })
const service = (page: Page) => page.getByRole('combobox', { name: 'Service', exact: true })

/** A label of so many dollars, as it is asked for on the form. */
async function chooseAmount(page: Page, dollars: string): Promise<void> {
  await service(page).selectOption({ label: 'Other amount' })
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill(dollars)
}

test('with enough: a letter, stamps, an amount, and UPS, which leaves the balance alone', async ({ admin, copy }) => {
  await admin.getByRole('main').getByRole('link', { name: 'Print postage' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Print postage')
  await service(admin).selectOption({ label: 'First-Class Mail letter, from $0.74' })
  await expect(admin.getByRole('textbox', { name: 'Amount', exact: true })).toBeHidden()
  await admin.getByRole('textbox', { name: 'Ounces' }).fill('3.6')
  await button(admin).click()
  await expect(problem(admin)).toBeFocused()
  await expect(problem(admin)).toContainText('has a maximum weight of 3.5 oz')
  await expect(admin).toHaveTitle(/^Error: Print postage/)
  await expect(admin.getByRole('textbox', { name: 'Ounces' })).toHaveValue('3.6')
  await expect(admin.getByRole('textbox', { name: 'Ounces' })).toHaveAccessibleDescription(/maximum weight of 3\.5 oz/)
  await look(admin, 'print-error')

  await admin.getByRole('textbox', { name: 'Ounces' }).fill('1.5')
  await admin.getByRole('textbox', { name: 'Reference (optional)' }).fill('Order 4711')
  await admin.getByRole('combobox', { name: 'Cost account' }).selectOption({ label: 'Marketing (MKT)' })
  const price = admin.getByRole('status', { name: 'Price' })
  for (const words of ['First-Class Mail letter, up to 2 oz', '$1.03', '$83.40', '$82.37'])
    await expect(price).toContainText(words)
  const form = admin.url()
  await button(admin).dblclick()
  await expect(admin).toHaveURL(/\/print\/[0-9a-f-]{36}$/)
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Label printed')
  for (const words of ['SAMPLE – NOT VALID POSTAGE', 'Order 4711', 'MKT', '$1.03', 'Demo team'])
    await expect(admin.getByRole('main')).toContainText(words)
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $82.37')
  await look(admin, 'printed')
  await admin.emulateMedia({ media: 'print' })
  await expect(admin.getByRole('heading', { level: 1 })).toBeHidden()
  await expect(admin.getByText('SAMPLE – NOT VALID POSTAGE')).toBeVisible()
  await takePicture(admin, 'printed-on-paper')
  await admin.emulateMedia({ media: 'screen' })
  await admin.goto(form)
  await expect(admin.getByRole('heading', { name: '$1.03 was already printed' })).toBeVisible()

  await admin.getByRole('link', { name: 'Print another' }).click()
  await service(admin).selectOption({ label: 'Forever stamp, $0.78 each' })
  await admin.getByRole('textbox', { name: 'Number of stamps' }).fill('20')
  await expect(price).toContainText('$66.77')
  await button(admin).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Label printed')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $66.77')

  await admin.getByRole('banner').getByRole('link', { name: 'Print', exact: true }).click()
  await chooseAmount(admin, ' $6.77 ')
  await button(admin).click()
  await expect(admin.getByRole('main')).toContainText('The balance is now $60.00')

  await admin.goto('/print?carrier=ups&service=Ground&amount=12.00&reference=R-1')
  await expect(admin.getByRole('radio', { name: 'UPS' })).toBeChecked()
  await expect(service(admin)).toBeHidden()
  await expect(price).toContainText('Charged to your own UPS account')
  await look(admin, 'print-ups')
  await button(admin).click()
  await expect(admin.getByRole('main')).toContainText('$12.00 is charged to your own UPS account')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $60.00')
  expect(await labelsOf(copy)).toEqual([
    { carrier: 'usps', service: 'First-Class Mail letter, up to 2 oz', amount: 103, reference: 'Order 4711' },
    { carrier: 'usps', service: 'Forever stamp × 20', amount: 1_560, reference: null },
    { carrier: 'usps', service: null, amount: 677, reference: null },
    { carrier: 'ups', service: 'Ground', amount: 1_200, reference: 'R-1' },
  ])
})

test('an admin who runs short adds what is missing, and the label prints by itself', async ({ admin, copy }) => {
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000009995')
  await cli(copy, 'payment-method', 'add', '--team', 'demo', '--test-card', '4000000000000341')
  await admin.goto('/print?service=another&service_name=Parcel&amount=100.00&reference=Order+7&cost_account=MKT')
  await expect(admin.getByRole('status', { name: 'Price' })).toContainText('You are short$16.60')
  await button(admin).click()
  const prompt = admin.getByRole('region', { name: 'You are $16.60 short' })
  await expect(prompt).toContainText(
    'The label costs $100.00 and the balance is $83.40. Nothing was printed or charged.',
  )
  await expect(admin).toHaveTitle(/^Not enough postage/)
  await look(admin, 'print-short-admin')
  await prompt.getByRole('link', { name: 'Add $17.00 and print' }).click()
  const dialog = admin.getByRole('dialog', { name: 'Add postage' })
  await expect(dialog.getByRole('textbox', { name: 'Other amount' })).toHaveValue('17.00')
  await expect(dialog.getByRole('combobox', { name: 'Assign to cost account' })).toHaveValue('MKT')
  const label = dialog.getByRole('region', { name: 'Prints with this postage' })
  for (const words of ['USPS Parcel', '$100.00', 'Marketing (MKT)', 'Order 7', 'You'])
    await expect(label).toContainText(words)
  await expect(dialog.getByRole('status', { name: 'Quote' })).toContainText(
    'Balance after$100.40After the label of $100.00$0.40',
  )
  await look(admin, 'add-postage-label')
  await dialog.getByRole('radio', { name: /9995/ }).check()
  await dialog.getByRole('button', { name: 'Add postage and print' }).click()
  await expect(problem(admin)).toContainText('does not have enough funds')
  await dialog.getByRole('radio', { name: /^Reserve Account/ }).check()
  await dialog.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin).toHaveURL(/\/print\/[0-9a-f-]{36}\?added=/)
  await expect(admin.getByRole('main')).toContainText(
    /\$17\.00 was added \(RF-[0-9A-Z-]+\), and then \$100\.00 was printed/,
  )
  await expect(admin.getByRole('main')).toContainText('Order 7')
  await expect(balance(admin)).toHaveAccessibleName('USPS postage balance $0.40')
  await look(admin, 'printed-after-refill')
  expect(await labelsOf(copy)).toEqual([{ carrier: 'usps', service: 'Parcel', amount: 10_000, reference: 'Order 7' }])

  // Whoever goes back finds what was printed, and nothing more is.
  await admin.goBack()
  await expect(admin.getByRole('main')).toContainText('was already')
  expect(await labelsOf(copy)).toHaveLength(1)

  // More than any refill could cover is said in words; a card without an answer leads back to the label.
  await admin.goto('/print?service=another&amount=500.01')
  await button(admin).click()
  await expect(admin.getByRole('main')).toContainText('a full refill is not enough')
  await expect(admin.getByRole('link', { name: /and print$/ })).toHaveCount(0)
  await admin.getByRole('textbox', { name: 'Amount', exact: true }).fill('20')
  await button(admin).click()
  await admin.getByRole('link', { name: 'Add $20.00 and print' }).click()
  await dialog.getByRole('radio', { name: /0341/ }).check()
  await dialog.getByRole('button', { name: 'Add postage' }).click()
  await expect(admin.getByText('Your label is waiting for this postage')).toBeVisible()
  await expect(admin.getByText('Your label is ready to print')).toBeVisible({ timeout: 45_000 })
  await admin.getByRole('link', { name: 'Print the label' }).click()
  await button(admin).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Label printed')
})

test('an address brings no label and prints none, and a label waits for its own session alone', async ({
  admin,
  signIn,
  copy,
}) => {
  // As it was once obeyed: nothing of it is shown, kept or printed.
  const brought = 'carrier=usps&service=another&amount=17.77&form=00000000-0000-4000-8000-000000000001&seen_amount=1777'
  await admin.goto(`/postage/add?amount=25.00&print=${encodeURIComponent(brought)}`)
  await admin.getByRole('radio', { name: /^Reserve Account/ }).check()
  await admin.getByRole('button', { name: 'Add postage', exact: true }).click()
  await expect(admin).toHaveURL(/\/history\/postage\//)

  await admin.goto('/print?service=another&service_name=Parcel&amount=150.00&reference=Order+7')
  await expect(admin.getByRole('status', { name: 'Price' })).toContainText('You are short$41.60')
  await button(admin).click()
  const href = (await admin.getByRole('link', { name: 'Add $42.00 and print' }).getAttribute('href'))!
  const waiting = new URL(href, copy.url).searchParams.get('waiting')!
  for (const page of [await signIn('Demo Admin', { javaScriptEnabled: false }), await signIn('Demo Staff')]) {
    await page.goto(`/print?waiting=${waiting}`)
    await expect(page.getByText('This label is no longer waiting.')).toBeVisible()
    for (const path of [`/print?waiting=${waiting}`, href]) {
      await page.goto(path)
      await expect(page.getByRole('main')).not.toContainText('Order 7')
    }
  }

  // What is not as it was seen is shown before anything is charged.
  await admin.goto(href)
  await expect(admin.getByRole('region', { name: 'Prints with this postage' })).toContainText('Order 7')
  await copy.sql`update waiting_labels set label = label || '{"amount": "149.00"}'`
  await admin.getByRole('button', { name: 'Add postage and print' }).click()
  await expect(admin.getByRole('main')).toContainText(
    'The price of the label has changed. Nothing was charged or printed',
  )
  await expect(admin.getByRole('region', { name: 'Prints with this postage' })).toContainText('$149.00')
  await expect(admin.getByRole('main')).toContainText('After the label of $149.00$1.40')
  expect(await labelsOf(copy)).toEqual([])
  await look(admin, 'add-postage-label-review')
  await admin.getByRole('button', { name: 'Add postage and print' }).dblclick()
  await expect(admin).toHaveURL(/\/print\/[0-9a-f-]{36}\?added=/)
  expect(await labelsOf(copy)).toEqual([{ carrier: 'usps', service: 'Parcel', amount: 14_900, reference: 'Order 7' }])
  await admin.goto(href)
  await expect(admin.getByText('This label is no longer waiting.')).toBeVisible()
  await expect(admin.getByRole('link', { name: 'See the label' })).toBeVisible()
})

test('staff who run short ask an admin, with what is missing filled in', async ({ staff, copy }) => {
  await staff.goto('/print?service=Forever+stamp&count=120&reference=Order+7&cost_account=SALES')
  await button(staff).click()
  const ask = staff.getByRole('form', { name: 'Send request' })
  await expect(staff.getByRole('link', { name: /and print$/ })).toHaveCount(0)
  await expect(ask.getByRole('textbox', { name: 'Postage to add' })).toHaveValue('11.00')
  await expect(ask.getByRole('textbox', { name: 'Reason' })).toHaveValue('To print Forever stamp × 120, Order 7')
  await expect(ask.getByRole('combobox', { name: 'Cost account' })).toHaveValue('SALES')
  await expect(ask.getByRole('link', { name: 'Demo Admin' })).toBeVisible()
  await look(staff, 'print-short-staff')
  await ask.getByRole('textbox', { name: 'Postage to add' }).fill('5')
  await ask.getByRole('button', { name: 'Send request' }).click()
  await expect(problem(staff)).toContainText('The minimum refill is $10.00.')
  await ask.getByRole('textbox', { name: 'Postage to add' }).fill('25')
  await ask.getByRole('button', { name: 'Send request' }).dblclick()
  await expect(staff).toHaveURL(/\/requests\/[0-9a-f-]{36}$/)
  const id = staff.url().split('/').at(-1)!
  expect([...(await copy.sql`select id, status, amount, reason, label from postage_requests`)]).toEqual([
    {
      id,
      status: 'open',
      amount: 2_500,
      reason: 'To print Forever stamp × 120, Order 7',
      label: { carrier: 'usps', service: 'Forever stamp', count: '120', reference: 'Order 7', cost_account: 'SALES' },
    },
  ])
  expect(await labelsOf(copy)).toEqual([])
})

test('without JavaScript: check and print, the prompt of both roles', async ({ signIn, copy }) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.getByRole('banner').getByRole('link', { name: 'Print', exact: true }).click()
  await chooseAmount(page, '10,00')
  await button(page).click()
  await expect(problem(page)).toContainText('Enter an amount in dollars and cents')
  await expect(page.getByRole('textbox', { name: 'Amount', exact: true })).toHaveValue('10,00')
  await page.getByRole('textbox', { name: 'Amount', exact: true }).fill('3.40')
  await button(page).click()
  await expect(page.getByRole('heading', { name: 'Check and print' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('$80.00')
  expect(await labelsOf(copy)).toEqual([])
  await button(page).dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Label printed')
  expect(await labelsOf(copy)).toHaveLength(1)

  await page.getByRole('link', { name: 'Print another' }).click()
  await chooseAmount(page, '85')
  await button(page).click()
  await expect(page.getByRole('region', { name: 'You are $5.00 short' })).toBeVisible()
  await page.getByRole('link', { name: 'Add $10.00 and print' }).click()
  await page.getByRole('radio', { name: /^Reserve Account/ }).check()
  await page.getByRole('button', { name: 'Add postage' }).click()
  await expect(page.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await page.getByRole('button', { name: 'Add postage' }).click()
  await expect(page.getByRole('main')).toContainText('$10.00 was added')
  await expect(balance(page)).toHaveAccessibleName('USPS postage balance $5.00')
  expect(await labelsOf(copy)).toHaveLength(2)

  const staff = await signIn('Demo Staff', { javaScriptEnabled: false })
  await staff.goto('/print?service=another&amount=20.00&reference=Order+8')
  await button(staff).click()
  const ask = staff.getByRole('form', { name: 'Send request' })
  await ask.getByRole('textbox', { name: 'Reason' }).fill('')
  await ask.getByRole('button', { name: 'Send request' }).click()
  await expect(problem(staff)).toContainText('Enter a reason')
  await expect(staff.getByRole('textbox', { name: 'Reference (optional)' })).toHaveValue('Order 8')
  await ask.getByRole('textbox', { name: 'Reason' }).fill('A parcel')
  await ask.getByRole('button', { name: 'Send request' }).click()
  await expect(staff).toHaveURL(/\/requests\/[0-9a-f-]{36}$/)
  expect([...(await copy.sql`select amount, reason from postage_requests`)]).toEqual([
    { amount: 1_500, reason: 'A parcel' },
  ])
})
