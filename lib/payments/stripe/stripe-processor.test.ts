import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Charge } from '../card-processor'
import type { PaymentEvent } from '../payment-event'
import { stripeProcessor } from './stripe-processor'
import { signWebhook } from './testing/send-webhooks'

const SECRET = 'whsec_fakestripe0000000000'
const refill = { teamId: 7, refillId: randomUUID() }
const metadata = { team: '7', refill: refill.refillId }

const forgetFailures = () => void Reflect.deleteProperty(globalThis, 'indiciaStripeBreaker')
beforeAll(forgetFailures)
afterAll(forgetFailures)

/** Nobody listens on port 1. */
const stripe = stripeProcessor({
  secretKey: 'sk_test_fakestripe0000',
  webhookSecret: SECRET,
  apiBase: 'http://127.0.0.1:1',
  live: false,
})

async function translate(type: string, object: object) {
  const body = JSON.stringify({ id: 'evt_1', type, created: 1_700_000_000, livemode: false, data: { object } })
  const headers = new Headers({ 'Stripe-Signature': signWebhook(body, [SECRET], Math.floor(Date.now() / 1000)) })
  const message = await stripe.webhooks!.read(headers, Buffer.from(body))
  if (!message.ok) throw new Error(message.reason)
  expect(message).toMatchObject({ id: 'evt_1', type, createdAt: new Date(1_700_000_000_000) })
  return message.translate()
}

describe('without Stripe, every call has an answer', () => {
  const charge: Charge = {
    idempotencyKey: refill.refillId,
    teamId: refill.teamId,
    reference: 'RF-7K3M-29QD',
    card: 'pm_1',
    total: 103_50,
    customer: 'cus_1',
    requestedAt: new Date(),
    actionRef: null,
    returnUrl: 'http://localhost:3000/history/postage/1',
    origin: {
      installation: randomUUID(),
      postage: 100_00,
      fee: 3_50,
      actor: `user:${randomUUID()}`,
      source: 'web',
      allocations: null,
    },
    lookUpSince: null,
  }
  const customer = { ref: null, name: 'Team', idempotencyKey: 'customer-1' }
  const setup = { teamId: 7, userId: randomUUID(), customer, returnUrl: 'http://a.test/', cancelUrl: 'http://a.test/' }

  test.each<[string, () => Promise<unknown>, object]>([
    ['charge', () => stripe.charge(charge), { status: 'unknown' }],
    ['findCharge', () => stripe.findCharge({ ...charge, actionRef: 'cs_test_1' }), { status: 'unknown' }],
    [
      'cancelConfirmation',
      () => stripe.cancelConfirmation({ ...charge, actionRef: 'cs_test_1' }),
      { status: 'unknown' },
    ],
    ['refund', () => stripe.refund({ idempotencyKey: '1', charge: 'pi_1', amount: 1 }), { status: 'unknown' }],
    ['startCardSetup', () => stripe.startCardSetup(setup), { status: 'unavailable' }],
    ['findCardSetup', () => stripe.findCardSetup('cs_test_1'), { status: 'unknown' }],
    ['detach', () => stripe.detach('pm_1'), { status: 'unknown' }],
    ['readPayments', () => stripe.books!.readPayments(new Date()), { ok: false, reason: 'unavailable' }],
    ['readCharge', () => stripe.books!.readCharge('pi_1'), { ok: false, reason: 'unavailable' }],
    ['readMessages', () => stripe.books!.readMessages(new Date()), { ok: false, reason: 'unavailable' }],
    ['a dispute', () => translate('charge.dispute.created', { id: 'du_1' }), { status: 'unknown' }],
  ])('%s', async (_, call, answer) => {
    expect(await call()).toMatchObject(answer)
  })

  test('and the processor says that it is not available', () => {
    expect(stripe.isAvailable()).toBe(false)
  })
})

describe('messages become events, with Stripe’s ids and amounts', () => {
  const charge = { ...refill, processorRef: 'pi_1', amount: 103_50, returns: null, origin: null }
  const paid = { id: 'cs_1', mode: 'payment', metadata, payment_intent: 'pi_1', amount_total: 103_50 }

  test.each<[string, object, PaymentEvent]>([
    [
      'payment_intent.succeeded',
      { id: 'pi_1', metadata, amount_received: 103_50 },
      { type: 'charge_reported', charge },
    ],
    ['payment_intent.payment_failed', { metadata }, { type: 'charge_changed', refill }],
    ['payment_intent.canceled', { metadata }, { type: 'charge_changed', refill }],
    ['checkout.session.expired', { metadata }, { type: 'charge_changed', refill }],
    ['checkout.session.async_payment_failed', { metadata }, { type: 'charge_changed', refill }],
    ['checkout.session.completed', { ...paid, payment_status: 'paid' }, { type: 'charge_reported', charge }],
    ['checkout.session.completed', { ...paid, payment_status: 'unpaid' }, { type: 'charge_changed', refill }],
    [
      'checkout.session.completed',
      { id: 'cs_1', mode: 'setup', metadata, payment_status: 'unpaid', payment_intent: null, amount_total: null },
      { type: 'card_entered', teamId: 7, ref: 'cs_1' },
    ],
    ['payment_method.detached', { id: 'pm_1' }, { type: 'card_detached', card: 'pm_1' }],
  ])('%s %#', async (type, object, event) => {
    expect(await translate(type, object)).toEqual({ status: 'event', event })
  })

  test.each<[string, object]>([
    ['customer.created', { id: 'cus_1' }],
    ['payment_intent.succeeded', { id: 'pi_1', metadata: {}, amount_received: 1 }],
    ['payment_intent.succeeded', { id: 'pi_1', metadata: { ...metadata, refill: 'x' }, amount_received: 1 }],
    ['payment_intent.canceled', { metadata: { ...metadata, team: '7x' } }],
    ['charge.refunded', { metadata, payment_intent: null, amount: 2, amount_refunded: 1 }],
    ['refund.failed', { id: 're_1', status: 'pending', payment_intent: null }],
  ])('%s of others is ignored %#', async (type, object) => {
    expect(await translate(type, object)).toEqual({ status: 'ignored' })
  })
})
