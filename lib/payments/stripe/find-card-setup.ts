import { Stripe } from 'stripe'
import { isUuid } from '../../../db/queries/is-uuid'
import type { StripeSettings } from '../../env'
import { log } from '../../log'
import type { CardSetupResult } from '../card-processor'
import { callStripe } from './call-stripe'
import { describeCard } from './describe-card'
import { describeError, isStripeFailure } from './describe-error'
import { readTeam } from './read-metadata'
import { stripeClient } from './stripe-client'

/** What was entered on a page for a card. */
export async function findCardSetup(settings: StripeSettings, sessionId: string): Promise<CardSetupResult> {
  if (!/^cs_[A-Za-z0-9_]{1,200}$/.test(sessionId)) return { status: 'not_found' }
  try {
    const session = await callStripe((options) =>
      stripeClient(settings).checkout.sessions.retrieve(
        sessionId,
        { expand: ['setup_intent.payment_method'] },
        options,
      ),
    )
    return describeSetup(session)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return { status: 'not_found' }
    if (!isStripeFailure(error)) throw error
    log.warn(describeError(error), 'Stripe has not said which card was added')
    return { status: 'unknown' }
  }
}

function describeSetup(session: Stripe.Checkout.Session): CardSetupResult {
  const teamId = readTeam(session.metadata)
  if (session.mode !== 'setup' || teamId === null) return { status: 'not_found' }
  const { customer, setup_intent: setup } = session
  const user = session.metadata?.user ?? ''
  const method = setup !== null && typeof setup === 'object' ? setup.payment_method : null
  return {
    status: 'found',
    teamId,
    userId: isUuid(user) ? user : null,
    customer: customer === null || typeof customer === 'string' ? customer : customer.id,
    card: session.status === 'complete' && method !== null && typeof method === 'object' ? describeCard(method) : null,
  }
}
