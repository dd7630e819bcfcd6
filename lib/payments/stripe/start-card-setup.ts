import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { CardSetup, CardSetupStart } from '../card-processor'
import { callStripe, deadline } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** Opens a page of Stripe's where a person adds a card (a Checkout session in setup mode). */
export async function startCardSetup(settings: StripeSettings, setup: CardSetup): Promise<CardSetupStart> {
  const until = deadline()
  try {
    const customer = setup.customer.ref ?? (await createCustomer(settings, setup, until))
    const { url } = await callStripe(
      (options) =>
        stripeClient(settings).checkout.sessions.create(
          {
            mode: 'setup',
            customer,
            currency: 'usd',
            allowed_payment_method_types: ['card'],
            metadata: { team: String(setup.teamId), user: setup.userId },
            success_url: `${setup.returnUrl}?session_id={CHECKOUT_SESSION_ID}`,
            cancel_url: setup.cancelUrl,
          },
          options,
        ),
      until,
    )
    return url === null ? { status: 'unavailable' } : { status: 'started', url, customer }
  } catch (error) {
    log.warn({ ...describeError(error), teamId: setup.teamId }, 'Stripe gave no page to add a card on')
    return { status: 'unavailable' }
  }
}

async function createCustomer(
  settings: StripeSettings,
  { teamId, customer: { name, idempotencyKey } }: CardSetup,
  until: number,
): Promise<string> {
  const made = await callStripe(
    (options) =>
      stripeClient(settings).customers.create(
        { name, metadata: { team: String(teamId) } },
        { ...options, idempotencyKey },
      ),
    until,
  )
  return made.id
}
