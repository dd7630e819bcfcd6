import type { Charge } from '../card-processor'

/** The longest value that Stripe keeps in metadata. */
const LONGEST_VALUE = 500

/**
 * Names a payment at Stripe and on the cardholder's statement, and says whose it is. Every call for it has the same. The
 * metadata is enough to make the refill again where a restored backup has lost it.
 */
export function describePayment({ teamId, idempotencyKey, reference, origin }: Charge) {
  const { installation, postage, fee, actor, source, allocations } = origin
  return {
    description: `Postage refill ${reference}`,
    // Ten characters: the account's prefix, two more and these have to stay within 22.
    statement_descriptor_suffix: reference.replaceAll('-', '').slice(0, 10),
    metadata: {
      team: String(teamId),
      refill: idempotencyKey,
      installation,
      reference,
      postage: String(postage),
      fee: String(fee),
      actor,
      source,
      ...(allocations !== null && allocations.length <= LONGEST_VALUE && { allocations }),
    },
  }
}
