import type { Charge, ChargeOutcome } from '../card-processor'

/** Nothing of the refill is in Stripe's books, or only what is canceled. */
export const NEVER_CHARGED = {
  status: 'declined',
  code: 'never_charged',
  message: 'The charge was never completed at the card processor. The card was not charged.',
} as const satisfies ChargeOutcome

/** As long as a request can still be on its way to Stripe or in its hands, with a good margin. */
const UNDER_WAY_MS = 2 * 60_000

/** Whether nobody can still be working on the first charge of a refill: what Stripe's books lack now, they will lack. */
export const isPastWork = (charge: Charge) => ageOf(charge) > UNDER_WAY_MS

/** How long ago the refill was requested, in milliseconds. */
export const ageOf = ({ requestedAt, askedAt = new Date() }: Charge) => askedAt.getTime() - requestedAt.getTime()
