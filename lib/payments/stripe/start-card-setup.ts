import { env } from '../../env'
import { log } from '../../log'
import { callStripe, deadline } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'
import { teamCustomer } from './team-customer'

const BACK = '/settings/payment-methods'

/**
 * A page of Stripe's where an admin adds a card to the team: its address. Whoever calls has made sure that it is one. Null
 * where Stripe does not answer, or where no account at Stripe is set up. The page leads back to `…/added?session_id=…`, where
 * `finishCardSetup` takes over.
 */
export async function startCardSetup({ teamId, userId }: { teamId: number; userId: string }): Promise<string | null> {
  const { stripe: settings, authUrl } = env()
  if (settings === null) return null
  const until = deadline()
  try {
    const customer = await teamCustomer(settings, teamId)
    const { url } = await callStripe(
      (options) =>
        stripeClient(settings).checkout.sessions.create(
          {
            mode: 'setup',
            customer,
            currency: 'usd',
            allowed_payment_method_types: ['card'],
            metadata: { team: String(teamId), user: userId },
            success_url: `${authUrl}${BACK}/added?session_id={CHECKOUT_SESSION_ID}`,
            cancel_url: `${authUrl}${BACK}`,
          },
          options,
        ),
      until,
    )
    return url
  } catch (error) {
    log.warn({ ...describeError(error), teamId }, 'Stripe gave no page to add a card on')
    return null
  }
}
