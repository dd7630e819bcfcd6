import type { StripeSettings } from '../../env'
import type { CardProcessor } from '../card-processor'
import { cancelConfirmation } from './cancel-confirmation'
import { chargeCard } from './charge-card'
import { isAvailable } from './circuit-breaker'
import { detachCard } from './detach-card'
import { findCardSetup } from './find-card-setup'
import { findCharge } from './find-charge'
import { refundCharge } from './refund-charge'
import { startCardSetup } from './start-card-setup'
import { stripeBooks } from './stripe-books'
import { stripeWebhooks } from './stripe-webhooks'

/** The adapter for Stripe. */
export const stripeProcessor = (settings: StripeSettings): CardProcessor => ({
  id: 'stripe',
  name: 'Stripe',
  mode: settings.live ? 'live' : 'test',
  isAvailable,
  charge: (charge) => chargeCard(settings, charge),
  findCharge: (charge) => findCharge(settings, charge),
  cancelConfirmation: (charge) => cancelConfirmation(settings, charge),
  refund: (refund) => refundCharge(settings, refund),
  startCardSetup: (setup) => startCardSetup(settings, setup),
  findCardSetup: (ref) => findCardSetup(settings, ref),
  detach: (card) => detachCard(settings, card),
  webhooks: stripeWebhooks(settings),
  books: stripeBooks(settings),
})
