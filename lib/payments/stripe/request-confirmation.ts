import type { StripeSettings } from '../../env'
import type { Charge, ChargeOutcome } from '../card-processor'
import { callStripe } from './call-stripe'
import { cancelIntent } from './cancel-intent'
import { describePayment } from './describe-payment'
import { stripeClient } from './stripe-client'

/**
 * The card's bank requires the person's confirmation. Opens a page of Stripe's where they pay the same amount within 24
 * hours (Stripe's default, and its maximum). First cancels the PaymentIntent, so that nothing can be charged twice.
 */
export async function requestConfirmation(
  settings: StripeSettings,
  charge: Charge,
  intentId: string,
  until: number,
): Promise<ChargeOutcome> {
  const tried = await cancelIntent(settings, intentId, until)
  if (tried === 'succeeded') return { status: 'succeeded', processorRef: intentId }
  if (tried !== 'canceled') return { status: 'unknown' }
  const payment = describePayment(charge)
  const session = await callStripe(
    (options) =>
      stripeClient(settings).checkout.sessions.create(
        {
          mode: 'payment',
          customer: charge.customer ?? undefined,
          allowed_payment_method_types: ['card'],
          line_items: [
            {
              quantity: 1,
              price_data: { currency: 'usd', unit_amount: charge.total, product_data: { name: payment.description } },
            },
          ],
          payment_intent_data: payment,
          metadata: payment.metadata,
          success_url: charge.returnUrl,
          cancel_url: charge.returnUrl,
        },
        { ...options, idempotencyKey: `${charge.idempotencyKey}-confirm` },
      ),
    until,
  )
  return session.url === null ? { status: 'unknown' } : { status: 'action_required', ref: session.id, url: session.url }
}
