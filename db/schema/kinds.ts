import { pgEnum } from 'drizzle-orm/pg-core'

/** The accounts of a team's ledger, one of each kind per team (ARCHITECTURE.md, Money). */
export const accountKind = pgEnum('account_kind', [
  'postage',
  'held',
  'reserve',
  'purchase_power',
  'card',
  'bank',
  'receivable',
  'fees',
  'postage_used',
  'adjustments',
])

/** Why money moved; the names of the postage trade (POSTAGE FUND, POSTAGE PRINT, …). */
export const transferKind = pgEnum('transfer_kind', [
  'opening',
  'postage_fund',
  'fee',
  'postage_print',
  'postage_refund',
  'fund_reversal',
  'fee_reversal',
  'held_fund',
  'held_release',
  'adjustment',
  'reserve_deposit',
  'purchase_power_payment',
  // What a chargeback left owed, taken from postage that came in later.
  'owed_payment',
  // A chargeback that was won: the money is back.
  'fund_reinstated',
  'fee_reinstated',
  // A deposit or a payment that an admin had recorded wrongly, taken back.
  'receipt_correction',
])

/** `posted` moves money at once; `pending` reserves room until one `post` or one `void` resolves it. */
export const transferPhase = pgEnum('transfer_phase', ['posted', 'pending', 'post', 'void'])

export const refillStatus = pgEnum('refill_status', ['processing', 'posted', 'failed', 'reversed'])
/** Postage on its way back to the card that paid for it. */
export const cardRefundStatus = pgEnum('card_refund_status', ['processing', 'refunded', 'failed'])
/** What takes money of a charge back: a refund, by us or in the processor's dashboard, or a dispute. */
export const chargeReturnKind = pgEnum('charge_return_kind', ['refund', 'dispute'])
/** Whether the processor moves real money. */
export const processorMode = pgEnum('processor_mode', ['test', 'live'])
export const refillSource = pgEnum('refill_source', ['web', 'api', 'auto'])
export const paymentMethodType = pgEnum('payment_method_type', ['credit_card', 'reserve_account', 'purchase_power'])
export const carrier = pgEnum('carrier', ['usps', 'ups', 'fedex'])
export const labelStatus = pgEnum('label_status', ['printed', 'refund_requested', 'refunded', 'refund_denied'])
export const chargedTo = pgEnum('charged_to', ['postage_balance', 'carrier_account'])
/** A request for postage: an approved one has a refill; where that refill fails, the request is open again. */
export const requestStatus = pgEnum('request_status', ['open', 'approved', 'declined', 'withdrawn'])
export const role = pgEnum('role', ['admin', 'staff'])
/** Who acts: a person, an API key (a principal of its own), the system (job, recovery), or the operator's command line. */
export const actorType = pgEnum('actor_type', ['user', 'api_key', 'system', 'operator'])
