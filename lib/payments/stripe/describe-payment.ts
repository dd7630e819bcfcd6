import type { Charge } from '../card-processor'

/** Names a payment at Stripe and on the cardholder's statement, and says whose it is. Every call for it has the same. */
export function describePayment({ teamId, idempotencyKey, reference }: Charge) {
  return {
    description: `Postage refill ${reference}`,
    // Ten characters: the account's prefix, two more and these have to stay within 22.
    statement_descriptor_suffix: reference.replaceAll('-', '').slice(0, 10),
    metadata: { team: String(teamId), refill: idempotencyKey },
  }
}
