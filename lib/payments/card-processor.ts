/** What a card processor says of a charge. `unknown` is an answer too: it may have been charged, ask again. */
export type ChargeOutcome =
  | { status: 'succeeded'; processorRef: string }
  | { status: 'declined'; code: string; message: string }
  | { status: 'unknown' }

export type RefundOutcome =
  | { status: 'refunded'; processorRef: string }
  /** In plain words for people. */
  | { status: 'failed'; message: string }
  | { status: 'unknown' }

export type Refund = {
  /** The refund's id: however often it is asked for under it, it is made once. */
  idempotencyKey: string
  /** The processor's name for the charge that it gives back. */
  charge: string
  /** Cents. */
  amount: number
}

export type Charge = {
  /** The refill's id: however often a charge is asked for under it, it is made once. */
  idempotencyKey: string
  /** The processor's name for the card. */
  card: string
  /** Postage and fee together, in cents. */
  total: number
}

/** A company that charges cards. No call throws for what can be expected of a network: that is `unknown`. */
export type CardProcessor = {
  /** Whether real money moves. */
  mode: 'test' | 'live'
  charge(charge: Charge): Promise<ChargeOutcome>
  /** What became of a charge; null where the processor has never heard of it. */
  find(idempotencyKey: string): Promise<ChargeOutcome | null>
  refund(refund: Refund): Promise<RefundOutcome>
}
