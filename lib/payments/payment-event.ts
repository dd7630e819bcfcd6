/**
 * What a card processor reports by itself. An adapter translates the processor's messages into these events, and
 * `lib/refills/apply-payment-event.ts` acts on them. Events may come twice, late, and in any order. Amounts are cents.
 * Only what belongs to a refill or a card of this installation becomes an event.
 */
export type PaymentEvent =
  /** The money has moved. */
  | { type: 'charge_succeeded'; charge: ReportedCharge }
  /**
   * An attempt failed or was canceled, or its confirmation expired. This is not yet a decline: another attempt may have
   * taken its place. Only `findCharge` tells.
   */
  | { type: 'charge_changed'; refill: RefillName }
  /** Money went back to the card, by us or from the dashboard. `totalRefunded` is everything that has gone back of this charge so far. */
  | { type: 'charge_refunded'; charge: ReportedCharge; totalRefunded: number }
  /** A refund that had succeeded came back from the card's bank. */
  | { type: 'refund_failed'; refund: ReportedRefund }
  /** The bank has taken the money back, and decides about it. An inquiry that takes no money is no dispute. */
  | { type: 'dispute_opened'; dispute: ReportedDispute }
  /** The bank gave the money back. */
  | { type: 'dispute_won'; dispute: ReportedDispute }
  /** The bank keeps the money. */
  | { type: 'dispute_lost'; dispute: ReportedDispute }
  /** A person has entered a card on a page of the processor; `ref` is what `findCardSetup` takes. */
  | { type: 'card_entered'; teamId: number; ref: string }
  /** The processor no longer has the card. */
  | { type: 'card_detached'; card: string }

/** The refill that a payment was made for. The adapter reads it from what it wrote into the payment itself. */
export type RefillName = { teamId: number; refillId: string }

/** A charge in the processor's books. */
export type ReportedCharge = RefillName & {
  /** The processor's id of the charge. */
  processorRef: string
  /** What the card has paid in all. */
  amount: number
}

export type ReportedRefund = {
  /** The processor's id of the refund. */
  processorRef: string
  /** Our id of the refund; null if somebody made it at the processor. */
  refundId: string | null
  /** The processor's id of the charge; null where it does not say. */
  charge: string | null
  amount: number
  /** For people. */
  message: string
}

export type ReportedDispute = {
  /** The processor's id of the dispute. A charge can have several. */
  processorRef: string
  charge: ReportedCharge
  /** What is disputed: at most what was charged, and often less. */
  amount: number
  /** Why, in the cardholder's bank's words. */
  reason: string
}
