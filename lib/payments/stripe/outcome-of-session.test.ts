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

const payment = (status: Stripe.PaymentIntent.Status, code?: string) =>
  ({
    id: 'pi_1',
    status,
    last_payment_error: code === undefined ? null : { code: 'card_declined', decline_code: code },
  }) as Stripe.PaymentIntent

// Money may be on its way. "Declined" would make the person pay again.
test.each<[string, Partial<Stripe.Checkout.Session>]>([
  ['a complete page that is not paid yet', { status: 'complete', url: null, payment_intent: 'pi_1' }],
  ['a complete page that needs no payment', { status: 'complete', payment_status: 'no_payment_required', url: null }],
  ['a paid page without its payment', { status: 'complete', payment_status: 'paid', url: null }],
  ['an open page without an address', { url: null }],
  ...(['processing', 'requires_action', 'requires_capture', 'requires_confirmation'] as const).flatMap((status) =>
    (['complete', 'expired'] as const).map((page): [string, Partial<Stripe.Checkout.Session>] => [
      `a page that is ${page} and whose payment is ${status}`,
      { status: page, url: null, payment_intent: payment(status) },
    ]),
  ),
  [
    'a complete page whose payment says nothing',
    { status: 'complete', url: null, payment_intent: payment('requires_payment_method') },
  ],
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

test('a payment that has succeeded counts before its page says so', () => {
  for (const status of ['complete', 'expired', 'open'] as const) {
    expect(outcomeOfSession(session({ status, url: null, payment_intent: payment('succeeded') }))).toEqual({
      status: 'succeeded',
      processorRef: 'pi_1',
    })
  }
})

test('a complete page is declined only for what its payment says', () => {
  const complete = (payment_intent: Stripe.PaymentIntent) =>
    outcomeOfSession(session({ status: 'complete', url: null, payment_intent }))
  expect(complete(payment('requires_payment_method', 'insufficient_funds'))).toMatchObject({
    status: 'declined',
    code: 'insufficient_funds',
  })
  expect(complete(payment('canceled'))).toMatchObject({ status: 'declined', code: 'never_charged' })
})

test('a page that was closed before its time does not speak of 24 hours', () => {
  const closed = { status: 'expired', url: null, expires_at: Math.floor(Date.now() / 1000) + 3600 } as const
  expect(outcomeOfSession(session({ ...closed, payment_intent: payment('canceled') }))).toMatchObject({
    code: 'not_confirmed',
    message: expect.stringContaining('closed before'),
  })
})
