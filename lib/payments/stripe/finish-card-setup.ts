import { Stripe } from 'stripe'
import { database } from '../../../db/client'
import { env } from '../../env'
import { log } from '../../log'
import { cleanText } from '../../text/rules/read-text'
import { callStripe, StripeUnavailable } from './call-stripe'
import { describeError } from './describe-error'
import { stripeClient } from './stripe-client'

/** `not_found`: no such page, or not the team's; `not_done`: nothing was entered on it yet; `cards_away`: Stripe does not answer. */
export type FinishedSetup = 'added' | 'known' | 'not_found' | 'not_done' | 'cards_away'

/**
 * Asks Stripe what was entered on a page for a card, and adds the card to the team, however often and by whomever it is
 * called: the way back from the page and the webhook both do. The page has to be the team's own.
 */
export async function finishCardSetup(teamId: number, sessionId: string): Promise<FinishedSetup> {
  const { stripe: settings } = env()
  if (settings === null || !/^cs_[A-Za-z0-9_]{1,200}$/.test(sessionId)) return 'not_found'
  try {
    const session = await callStripe((options) =>
      stripeClient(settings).checkout.sessions.retrieve(
        sessionId,
        { expand: ['setup_intent.payment_method'] },
        options,
      ),
    )
    return await addCard(teamId, session)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return 'not_found'
    if (!(error instanceof StripeUnavailable || error instanceof Stripe.errors.StripeError)) throw error
    log.warn({ ...describeError(error), teamId }, 'Stripe has not said which card was added')
    return 'cards_away'
  }
}

async function addCard(teamId: number, session: Stripe.Checkout.Session): Promise<FinishedSetup> {
  const { sql } = database()
  const [team] = await sql<
    { customer: string | null }[]
  >`select processor_customer as customer from teams where id = ${teamId}`
  // Another installation may share the account and have a team of the same number: the customer is this one's alone.
  const isOurs =
    session.mode === 'setup' && session.metadata?.team === String(teamId) && session.customer === team?.customer
  if (!isOurs) return 'not_found'
  const setup = session.setup_intent
  const method = setup !== null && typeof setup === 'object' ? setup.payment_method : null
  if (session.status !== 'complete' || method === null || typeof method !== 'object' || !method.card) return 'not_done'
  const { brand, last4, exp_month: month, exp_year: year } = method.card
  const [{ answer }] = await sql<[{ answer: 'added' | 'known' }]>`
    select add_processor_card(
      p_team => ${teamId}, p_processor_ref => ${method.id}, p_label => ${nameCard(brand, last4)},
      p_expires_month => ${month}::smallint, p_expires_year => ${year}::smallint,
      p_user => ${readUser(session)}) as answer`
  return answer
}

/** Who has asked for the page, as it was written into it. */
function readUser({ metadata }: Stripe.Checkout.Session): string | null {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(metadata?.user ?? '') ? metadata!.user! : null
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

const nameCard = (brand: string, last4: string | null) =>
  cleanText(`${BRANDS[brand] ?? 'Card'} •••• ${last4 ?? ''}`, { longest: 75 })
