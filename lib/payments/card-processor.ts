/** What a card processor says of a charge. `unknown` is an answer too: it may have been charged, ask again. */
export type ChargeOutcome =
  | { status: 'succeeded'; processorRef: string }
  /** The message is for people, in plain words. */
  | { status: 'declined'; code: string; message: string }
  /** The bank wants to hear from the person: `url` is a page of the processor where they confirm, `ref` its name for it. */
  | { status: 'action_required'; ref: string; url: string }
  | { status: 'unknown' }

/** A refill that its card has to pay. */
export type Charge = {
  /** The refill's id: however often a charge is asked for under it, it is made once. */
  idempotencyKey: string
  teamId: number
  /** The refill's reference, as people read it. */
  reference: string
  /** The processor's name for the card. */
  card: string
  /** Postage and fee together, in cents. */
  total: number
  /** The processor's name for the team; null for one that has none there. */
  customer: string | null
  /** When the refill was asked for, by the database's clock. */
  requestedAt: Date
  /** The page where the person was asked to confirm, where they were. */
  actionRef: string | null
}

/** What it says of money on its way back to a card. */
export type RefundOutcome =
  | { status: 'refunded'; processorRef: string }
  /** The message is for people. `totalRefunded`: what of the whole charge has gone back to the card by now, in cents, where known. */
  | { status: 'failed'; message: string; totalRefunded?: number }
  | { status: 'unknown' }

/** Postage that goes back to the card that paid for it. */
export type Refund = {
  /** The refund's id: however often it is asked for, the money goes back once. */
  idempotencyKey: string
  /** The processor's name for the charge. */
  charge: string
  /** In cents. */
  amount: number
}

/** A company that charges cards. No call throws for what can be expected of a network: that is `unknown`. */
export type CardProcessor = {
  /** Whether real money moves. */
  mode: 'test' | 'live'
  charge(charge: Charge): Promise<ChargeOutcome>
  /** What became of a charge; null where nothing is known against retryingQuery for it once more, under the same key. */
  find(charge: Charge): Promise<ChargeOutcome | null>
  refund(refund: Refund): Promise<RefundOutcome>
}
