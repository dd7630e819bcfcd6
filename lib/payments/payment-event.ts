/**
 * What a card processor reports by itself. An adapter translates the processor's messages into these events, and
 * `lib/refills/apply-payment-event.ts` acts on them. Events may come twice, late, and in any order. Amounts are cents.
 * Only what belongs to a refill or a card of this installation becomes an event.
 */
export type PaymentEvent =
  /** Something has happened to a charge. The event carries the charge as it is now, whatever the message said. */
  | { type: 'charge_reported'; charge: ReportedCharge }
  /**
   * An attempt failed or was canceled, or its confirmation expired. This is not yet a decline: another attempt may have
   * taken its place. Only `findCharge` tells.
   */
  | { type: 'charge_changed'; refill: RefillName }
  /** A person has entered a card on a page of the processor; `ref` is what `findCardSetup` takes. */
  | { type: 'card_entered'; teamId: number; ref: string }
  /** The processor no longer has the card. */
  | { type: 'card_detached'; card: string }

/** The refill that a payment was made for. The adapter reads it from what it wrote into the payment itself. */
export type RefillName = { teamId: number; refillId: string }

/** A charge in the processor's books, as it is now. */
export type ReportedCharge = RefillName & {
  /** The processor's id of the charge. */
  processorRef: string
  /** What the card has paid in all; 0 if it was never charged. */
  amount: number
  /** Every refund and dispute of it. Null if the processor was not asked about them. */
  returns: ChargeReturn[] | null
  /** What else the payment says of its refill; null if the processor was not asked. */
  origin: ChargeOrigin | null
}

/** A refund or a dispute of a charge. A charge can have several of each. */
export type ChargeReturn = {
  /** The processor's id of it. */
  ref: string
  kind: 'refund' | 'dispute'
  /** What is gone now: 0 after the refund failed or the dispute was won, and while a dispute is only an inquiry. */
  amount: number
  /** What it was made for. */
  claimed: number
  state: 'pending' | 'succeeded' | 'failed' | 'open' | 'won' | 'lost'
  /** Why, in the processor's words. */
  reason: string | null
  /** Our id of a refund; null if somebody made it at the processor. */
  refund: string | null
}

/** What the adapter wrote into a payment about its refill, and the card that paid. Null where a payment does not say. */
export type ChargeOrigin = {
  /** The installation that made it. */
  installation: string | null
  customer: string | null
  card: { ref: string; label: string } | null
  /** Postage and fee. */
  postage: number | null
  fee: number | null
  reference: string | null
  /** Who asked for the refill, `user:` or `api_key:` and their id; and from where. */
  actor: string | null
  source: string | null
  allocations: { cost_account: string; amount: number }[] | null
  chargedAt: Date
}
