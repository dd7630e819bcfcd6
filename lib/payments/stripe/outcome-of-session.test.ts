import type { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { outcomeOfSession } from './outcome-of-session'

const url = 'https://checkout.stripe.com/c/pay/cs_1'

/** A page of Stripe's, open and unpaid unless the test says otherwise. */
const session = (said: Partial<Stripe.Checkout.Session>) =>
  ({
    id: 'cs_1',
    url,
    status: 'open',
    payment_status: 'unpaid',
    payment_intent: null,
    ...said,
  }) as Stripe.Checkout.Session

test.each([
  ['by its id', 'pi_1'],
  ['as a whole', { id: 'pi_1' } as Stripe.PaymentIntent],
])('a paid page is a payment, whether Stripe names the payment %s', (_, intent) => {
  for (const status of ['complete', 'expired', 'open'] as const) {
    expect(outcomeOfSession(session({ status, url: null, payment_status: 'paid', payment_intent: intent }))).toEqual({
      status: 'succeeded',
      processorRef: 'pi_1',
    })
  }
})

test('an open page waits for the person, also after a failed try', () => {
  for (const payment_intent of [null, 'pi_1'])
    expect(outcomeOfSession(session({ payment_intent }))).toEqual({ status: 'action_required', ref: 'cs_1', url })
})

// Money may be on its way. "Declined" would make the person pay again.
test.each<[string, Partial<Stripe.Checkout.Session>]>([
  ['a complete page that is not paid yet', { status: 'complete', url: null, payment_intent: 'pi_1' }],
  ['a complete page that needs no payment', { status: 'complete', payment_status: 'no_payment_required', url: null }],
  ['a paid page without its payment', { status: 'complete', payment_status: 'paid', url: null }],
  ['an open page without an address', { url: null }],
  ['a page in no state', { status: null }],
])('%s is not known yet, and never declined', (_, said) => {
  expect(outcomeOfSession(session(said))).toEqual({ status: 'unknown' })
})

test('an expired page that is not paid is declined', () => {
  expect(outcomeOfSession(session({ status: 'expired', url: null, payment_intent: 'pi_1' }))).toEqual({
    status: 'declined',
    code: 'not_confirmed',
    message: expect.stringContaining('was not charged'),
  })
})
