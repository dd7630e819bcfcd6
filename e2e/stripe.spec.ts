import { test as base, type Page } from '@playwright/test'
import { startFakeStripe, stripeEnv, type FakeStripe } from '../lib/payments/stripe/testing/start-fake-stripe'
import { findFreePort } from '../server/find-free-port'
import { look } from './look'
import { startCopy, type Copy } from './start-copy'
import {
  balance,
  cli,
  expect,
  openAddPostage,
  problem,
  setBalance,
  signInTo,
  START_WITHIN_MS,
  type Sessions,
} from './test'

type Stripe = { copy: Copy; fakeStripe: FakeStripe }

/** The application beside a fake Stripe that sends its events by itself; neither knows anything of an earlier test. */
const test = base.extend<
  { stripe: Stripe; payer: Page },
  { charging: { copy: Copy; port: number; sessions: Sessions } }
>({
  charging: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      const port = await findFreePort()
      const copy = await startCopy(stripeEnv(port))
      await use({ copy, port, sessions: new Map() })
      await copy.stop()
    },
    { scope: 'worker', timeout: START_WITHIN_MS },
  ],
  stripe: async ({ charging: { copy, port } }, use) => {
    await copy.reset()
    // Cards of the test processor are none of Stripe's.
    await copy.sql`update payment_methods set active = false, is_default = false where type = 'credit_card'`
    const fakeStripe = await startFakeStripe({ port })
    await fakeStripe.control('webhooks', { url: `${copy.url}/api/webhooks/stripe` })
    await use({ copy, fakeStripe })
    await fakeStripe.stop()
    expect([...(await copy.sql`select * from verify_ledger(null)`)]).toEqual([])
  },
  payer: async ({ browser, stripe, charging, javaScriptEnabled }, use) => {
    const page = await signInTo(browser, stripe.copy, 'Demo Admin', { javaScriptEnabled }, charging.sessions)
    await use(page)
    await page.context().close()
  },
})

async function addCard(page: Page, number: string): Promise<void> {
  await page.goto('/settings/payment-methods')
  await page.getByRole('button', { name: 'Add card' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Add a card')
  await page.getByLabel('Card number').fill(number)
  await page.getByLabel('Expiration').fill('12 / 34')
  await page.getByRole('button', { name: 'Save card' }).click()
  await expect(page.getByText('The card was added.')).toBeVisible()
}

async function addPostage(page: Page): Promise<void> {
  await openAddPostage(page)
  await page.getByRole('radio', { name: '$25.00', exact: true }).check()
  await page.getByRole('radio', { name: /^Visa/ }).check()
  await page.getByRole('button', { name: 'Add postage' }).click()
}

test('a card is added on Stripe’s page, pays a refill, and takes unused postage back', async ({ payer, stripe }) => {
  await addCard(payer, '4242 4242 4242 4242')
  await expect(
    payer.getByRole('listitem').filter({ hasText: 'Visa •••• 4242' }).filter({ hasText: 'Expires 12/34' }),
  ).toBeVisible()
  await look(payer, 'stripe-payment-methods')
  await addPostage(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(payer)).toContainText('$108.40')
  const { intents } = await stripe.fakeStripe.control('books', {})
  expect(intents).toMatchObject([{ amount: 25_88, status: 'succeeded' }])

  await payer.getByRole('link', { name: 'Refund to card' }).click()
  await payer.getByLabel('Amount').fill('26')
  await payer.getByLabel('Reason').fill('Added twice')
  await payer.getByRole('button', { name: 'Refund to card' }).click()
  await expect(problem(payer)).toContainText('more than the refundable amount')
  await expect(payer.getByLabel('Reason')).toHaveValue('Added twice')
  await look(payer, 'stripe-refund-error')
  await payer.getByLabel('Amount').fill('10')
  await payer.getByRole('button', { name: 'Refund to card' }).click()
  await expect(payer.getByText('$10.00 of it was refunded to the card.')).toBeVisible()
  await expect(balance(payer)).toContainText('$98.40')
  await look(payer, 'stripe-refunded')
  expect((await stripe.fakeStripe.control('books', {})).refunds).toMatchObject([{ amount: 10_00, status: 'succeeded' }])

  await payer.goto('/history/postage')
  await expect(payer.getByRole('row').nth(1)).toContainText('$10.00 refunded')

  // Another card, so that this one is not the last; then it goes, there too.
  await addCard(payer, '5555 5555 5555 4444')
  await payer.getByRole('link', { name: 'Change Mastercard •••• 4444' }).click()
  await payer.getByRole('button', { name: 'Remove card' }).click()
  await expect(payer.getByText('The card was removed')).toBeVisible()
  await expect(payer.getByText('Mastercard •••• 4444')).toHaveCount(0)
  const { methods } = await stripe.fakeStripe.control('books', {})
  expect(methods.filter(({ customer }) => customer === null)).toHaveLength(1)
})

test('a refund to a card is bounded by what that card has paid of the balance', async ({ payer, stripe }) => {
  await addCard(payer, '4242 4242 4242 4242')
  await addPostage(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  const receipt = payer.url()
  await setBalance(stripe.copy, 15_00)
  await openAddPostage(payer)
  await payer.getByRole('radio', { name: '$25.00', exact: true }).check()
  await payer.getByRole('radio', { name: /^Reserve Account/ }).check()
  await payer.getByRole('button', { name: 'Add postage' }).click()
  await expect(balance(payer)).toContainText('$40.00')

  await payer.goto(receipt)
  await payer.getByRole('link', { name: 'Refund to card' }).click()
  await expect(payer.getByText('Up to $15.00 can go back to this card')).toBeVisible()
  await expect(payer.getByLabel('Amount')).toHaveValue('15.00')
  await look(payer, 'stripe-refund-bound')
  await payer.getByLabel('Amount').fill('20')
  await payer.getByLabel('Reason').fill('Too much')
  await payer.getByRole('button', { name: 'Refund to card' }).click()
  await expect(problem(payer)).toContainText('Only $15.00 of the balance was paid with this card.')
  await look(payer, 'stripe-refund-prepaid')
  await payer.getByLabel('Amount').fill('15')
  await payer.getByRole('button', { name: 'Refund to card' }).click()
  await expect(balance(payer)).toContainText('$25.00')
  await expect(payer.getByText('None of the balance was paid with Visa •••• 4242')).toBeVisible()
  await look(payer, 'stripe-refund-none-left')
})

test('the books of both sides are laid beside each other, and Settings shows what came out', async ({
  payer,
  stripe,
}) => {
  await addCard(payer, '4242 4242 4242 4242')
  await addPostage(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  const reference = await payer.getByText(/^RF-/).innerText()
  await cli(stripe.copy, 'reconcile', '--since', '2026-01-01')
  await payer.goto('/settings/ledger')
  await expect(payer.getByText('No differences')).toBeVisible()
  const { intents } = await stripe.fakeStripe.control('books', {})
  // What only happens at Stripe is booked by itself. That Stripe does not know a payment is nothing to book.
  await stripe.fakeStripe.control('forget', {})
  await expect(cli(stripe.copy, 'reconcile', '--since', '2026-01-01')).rejects.toThrow()
  await payer.reload()
  await expect(
    payer.getByText(`${reference}, ${intents.at(-1)!.id}: the ledger has $25.88 charged, Stripe has nothing.`),
  ).toBeVisible()
  await look(payer, 'stripe-books')
})

test('a decline is said in plain words, and another method pays the same amount at once', async ({ payer }) => {
  await addCard(payer, '4000 0000 0000 0341')
  await addPostage(payer)
  await expect(problem(payer)).toContainText('declined')
  await expect(payer.getByRole('radio', { name: '$25.00', exact: true })).toBeChecked()
  await payer.getByRole('radio', { name: /Reserve Account/ }).check()
  await payer.getByRole('button', { name: 'Add postage' }).click()
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await expect(balance(payer)).toContainText('$108.40')
})

for (const answer of ['Approve', 'Decline'] as const) {
  test(`a bank that asks for a confirmation: the person says ${answer.toLowerCase()}`, async ({ payer }) => {
    await addCard(payer, '4000 0025 0000 3155')
    await addPostage(payer)
    await expect(payer.getByText('Your bank needs you to confirm this payment')).toBeVisible()
    await expect(balance(payer)).toContainText('$83.40')
    if (answer === 'Approve') await look(payer, 'stripe-confirmation')
    await payer.getByRole('link', { name: 'Confirm with your bank' }).click()
    await payer.getByRole('button', { name: answer }).click()
    if (answer === 'Decline') {
      // Stripe's page stays open for another try; whoever goes back finds the refill waiting.
      await payer.getByRole('link', { name: 'Back' }).click()
      await expect(payer.getByRole('link', { name: 'Confirm with your bank' })).toBeVisible()
      await expect(balance(payer)).toContainText('$83.40')
      return
    }
    await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
    await expect(balance(payer)).toContainText('$108.40')
  })
}

test('an admin cancels a confirmation that nobody gives, or hears that it was given', async ({ payer, stripe }) => {
  await addCard(payer, '4000 0025 0000 3155')
  await addPostage(payer)
  const confirm = payer.getByRole('link', { name: 'Confirm with your bank' })
  const bank = (await confirm.getAttribute('href'))!
  await payer.getByRole('link', { name: 'Cancel this refill' }).click()
  await expect(payer.getByText('The card is not charged')).toBeVisible()
  await look(payer, 'stripe-cancel')
  await payer.getByRole('button', { name: 'Cancel this refill' }).click()
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage was not added')
  await expect(payer.getByText('Canceled by Demo Admin before the bank confirmed it.')).toBeVisible()
  await look(payer, 'stripe-canceled')
  await payer.goto(bank)
  await expect(payer.getByText('This page has expired')).toBeVisible()
  await payer.goto('/')

  await addPostage(payer)
  await payer.getByRole('link', { name: 'Cancel this refill' }).click()
  await expect(payer.getByRole('button', { name: 'Cancel this refill' })).toBeVisible()
  const { sessions } = await stripe.fakeStripe.control('books', {})
  await stripe.fakeStripe.control('webhooks', { url: null })
  await stripe.fakeStripe.control('person', { session: sessions.at(-1)!.id, does: 'approve' })
  await payer.getByRole('button', { name: 'Cancel this refill' }).click()
  await expect(payer.getByText('It was paid a moment ago')).toBeVisible()
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await look(payer, 'stripe-not-canceled')
  await stripe.fakeStripe.control('webhooks', { url: `${stripe.copy.url}/api/webhooks/stripe` })
})

test('a chargeback takes postage back, what was used is owed, and a dispute that is won brings it back', async ({
  payer,
  stripe,
}) => {
  await addCard(payer, '4242 4242 4242 4242')
  await addPostage(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  const receipt = payer.url()
  await setBalance(stripe.copy, 8_40)
  const { intents } = await stripe.fakeStripe.control('books', {})
  const dispute = await stripe.fakeStripe.control('dispute', { intent: intents.at(-1)!.id })
  await expect.poll(async () => (await stripe.copy.sql`select from refills where status = 'reversed'`).length).toBe(1)
  await payer.goto(receipt)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage was reversed')
  await expect(balance(payer)).toContainText('$0.00')
  await expect(payer.getByText('$16.60 is owed after a chargeback')).toBeVisible()
  await look(payer, 'stripe-owed')
  await stripe.fakeStripe.control('decide', { dispute: dispute.id, status: 'won' })
  await expect.poll(async () => (await stripe.copy.sql`select from refills where status = 'reversed'`).length).toBe(0)
  await payer.reload()
  await expect(balance(payer)).toContainText('$8.40')
  await expect(payer.getByText('is owed after a chargeback')).toHaveCount(0)
})

test('a part that is disputed, and a second payment, are on the receipt and on Home', async ({ payer, stripe }) => {
  await addCard(payer, '4242 4242 4242 4242')
  await addPostage(payer)
  await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  const receipt = payer.url()
  const { fakeStripe } = stripe
  const paid = (await fakeStripe.control('books', {})).intents.at(-1)!
  await fakeStripe.control('dispute', { intent: paid.id, amount: 10_00 })
  await expect.poll(async () => (await stripe.copy.sql`select from refills where disputed = 1000`).length).toBe(1)
  await fakeStripe.control('payAgain', { intent: paid.id })
  await expect.poll(async () => (await stripe.copy.sql`select from duplicate_charges`).length).toBe(1)
  await payer.goto(receipt)
  await expect(payer.getByText('Partly disputed: the cardholder’s bank took $10.00 of it back.')).toBeVisible()
  await expect(payer.getByRole('heading', { name: 'Dispute', exact: true })).toBeVisible()
  await expect(payer.getByText('was charged twice for one refill')).toBeVisible()
  await look(payer, 'stripe-partly-disputed')
  await payer.goto('/')
  await expect(payer.getByText('was charged twice for one refill')).toBeVisible()
  await look(payer, 'stripe-charged-twice')
})

test('while Stripe does not answer, Add postage says so, and a Reserve Account pays', async ({
  browser,
  stripe: { fakeStripe },
}) => {
  // Of its own: what it remembers of Stripe's silence is nothing for the next test.
  const copy = await startCopy(fakeStripe.env)
  const page = await signInTo(browser, copy, 'Demo Admin')
  await fakeStripe.control('react', {
    reactions: [{ status: 500, headers: { 'Stripe-Should-Retry': 'false' }, times: 5 }],
  })
  for (let press = 0; press < 5; press++) {
    await page.goto('/settings/payment-methods')
    await page.getByRole('button', { name: 'Add card' }).click()
    await expect(page.getByText('Stripe is not responding')).toBeVisible()
  }
  await page.goto('/postage/add?amount=25.00')
  await expect(page.getByText('Card payments are unavailable')).toBeVisible()
  await look(page, 'stripe-away')
  await page.getByRole('radio', { name: /^Reserve Account/ }).check()
  await page.getByRole('button', { name: 'Add postage' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  await page.context().close()
  await copy.stop()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('a card is added, and a refill confirmed', async ({ payer }) => {
    await addCard(payer, '4000 0025 0000 3155')
    await payer.goto('/postage/add?amount=25.00')
    await payer.getByRole('radio', { name: /^Visa/ }).check()
    await payer.getByRole('button', { name: 'Add postage' }).click()
    await payer.getByRole('button', { name: 'Add postage' }).click()
    await payer.getByRole('link', { name: 'Confirm with your bank' }).click()
    await payer.getByRole('button', { name: 'Approve' }).click()
    await expect(payer.getByRole('heading', { level: 1 })).toHaveText('Postage added')
  })

  test('a refill that waits for its confirmation is canceled', async ({ payer }) => {
    await addCard(payer, '4000 0025 0000 3155')
    await payer.goto('/postage/add?amount=25.00')
    await payer.getByRole('radio', { name: /^Visa/ }).check()
    await payer.getByRole('button', { name: 'Add postage' }).click()
    await payer.getByRole('button', { name: 'Add postage' }).click()
    await payer.getByRole('link', { name: 'Cancel this refill' }).click()
    await payer.getByRole('button', { name: 'Cancel this refill' }).click()
    await expect(payer.getByText('Canceled by Demo Admin before the bank confirmed it.')).toBeVisible()
  })
})
