import type { StripeSettings } from '../../env'
import type { CardProcessor } from '../card-processor'
import { chargeCard } from './charge-card'
import { findCharge } from './find-charge'
import { refundCharge } from './refund-charge'

/** Stripe as the company that charges cards. */
export const stripeProcessor = (settings: StripeSettings): CardProcessor => ({
  mode: settings.live ? 'live' : 'test',
  charge: (charge) => chargeCard(settings, charge),
  find: (charge) => findCharge(settings, charge),
  refund: (refund) => refundCharge(settings, refund),
})
