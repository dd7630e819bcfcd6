import type { Charge } from '../card-processor'

/** What a payment is called at Stripe and on the cardholder's statement, and whose it is: the same in every call for it. */
export function describePayment({ teamId, idempotencyKey, reference }: Charge) {
  return {
    description: `Postage refill ${reference}`,
    // Ten characters: the account's prefix, two more and these have to stay within 22.
    statement_descriptor_suffix: reference.replaceAll('-', '').slice(0, 10),
    metadata: { team: String(teamId), refill: idempotencyKey },
  }
}
