import { randomBytes } from 'node:crypto'
import type { Stripe } from 'stripe'
import { missing } from './stripe-problem'

export type Customer = Pick<Stripe.Customer, 'id' | 'object' | 'created' | 'livemode' | 'metadata'> & {
  name: string | null
  email: string | null
}
export type Method = Pick<Stripe.PaymentMethod, 'id' | 'object' | 'created' | 'livemode' | 'metadata' | 'type'> & {
  customer: string | null
  card: Pick<
    Stripe.PaymentMethod.Card,
    'brand' | 'display_brand' | 'exp_month' | 'exp_year' | 'funding' | 'country'
  > & { last4: string }
}
export type Intent = Pick<
  Stripe.PaymentIntent,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_received'
  | 'canceled_at'
  | 'created'
  | 'currency'
  | 'description'
  | 'livemode'
  | 'metadata'
  | 'statement_descriptor_suffix'
  | 'status'
  | 'payment_method_types'
  | 'capture_method'
  | 'confirmation_method'
> & {
  customer: string | null
  payment_method: string | null
  latest_charge: string | null
  last_payment_error: { type: string; code: string; decline_code?: string; message: string } | null
  next_action: null
}
export type Charge = Pick<
  Stripe.Charge,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_captured'
  | 'amount_refunded'
  | 'captured'
  | 'created'
  | 'currency'
  | 'description'
  | 'disputed'
  | 'failure_code'
  | 'livemode'
  | 'metadata'
  | 'paid'
  | 'refunded'
  | 'status'
> & {
  customer: string | null
  payment_intent: string
  payment_method: string
  balance_transaction: string | null
}
export type Refund = Pick<
  Stripe.Refund,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'metadata' | 'reason' | 'status'
> & {
  charge: string
  payment_intent: string
  balance_transaction: string | null
}
export type Transaction = Pick<
  Stripe.BalanceTransaction,
  | 'id'
  | 'object'
  | 'amount'
  | 'available_on'
  | 'created'
  | 'currency'
  | 'description'
  | 'fee'
  | 'net'
  | 'reporting_category'
  | 'status'
  | 'type'
> & { source: string }
export type Dispute = Pick<
  Stripe.Dispute,
  | 'id'
  | 'object'
  | 'amount'
  | 'created'
  | 'currency'
  | 'livemode'
  | 'metadata'
  | 'reason'
  | 'status'
  | 'is_charge_refundable'
> & { charge: string; payment_intent: string; balance_transactions: Transaction[] }
export type Session = Pick<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'amount_total'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'expires_at'
  | 'livemode'
  | 'metadata'
  | 'mode'
  | 'payment_status'
  | 'status'
  | 'success_url'
  | 'url'
  | 'payment_method_types'
> & {
  customer: string | null
  payment_intent: string | null
  setup_intent: string | null
}
export type SetupIntent = Pick<
  Stripe.SetupIntent,
  'id' | 'object' | 'created' | 'livemode' | 'metadata' | 'status' | 'usage'
> & {
  customer: string | null
  payment_method: string
}
export type Event = Pick<
  Stripe.Event,
  'id' | 'object' | 'api_version' | 'created' | 'livemode' | 'pending_webhooks'
> & {
  type: string
  data: { object: object }
  request: null
}

/** Everything that this Stripe knows, by id, in the order in which it was made. Nothing is removed but by `clear`. */
export class Books {
  readonly customers = new Map<string, Customer>()
  readonly methods = new Map<string, Method>()
  /** The number of each card: it decides how it behaves. */
  readonly numbers = new Map<string, string>()
  readonly intents = new Map<string, Intent>()
  readonly charges = new Map<string, Charge>()
  readonly refunds = new Map<string, Refund>()
  readonly transactions = new Map<string, Transaction>()
  readonly disputes = new Map<string, Dispute>()
  readonly sessions = new Map<string, Session>()
  /** What a session's payment will be called, and whose metadata it carries. */
  readonly sessionData = new Map<
    string,
    Partial<Pick<Intent, 'description' | 'metadata' | 'statement_descriptor_suffix'>>
  >()
  readonly setupIntents = new Map<string, SetupIntent>()
  readonly events = new Map<string, Event>()
  /** Declines that a test has ordered for a card, before what its number says. */
  readonly ordered = new Map<string, string[]>()
  /** Seconds that its clock is ahead. */
  ahead = 0
  /** Called with every event. */
  onEvent: (event: Event) => void = () => {}

  /** Where the pages for people are. */
  hosted = ''

  constructor(readonly livemode: boolean) {}

  /** Begins again, as a new account. */
  clear(): void {
    for (const part of Object.values(this)) if (part instanceof Map) part.clear()
    this.ahead = 0
  }

  now(): number {
    return Math.floor(Date.now() / 1000) + this.ahead
  }

  id(prefix: string): string {
    return `${prefix}_${randomBytes(12).toString('hex')}`
  }

  /** Writes down that something happened, with what was true then. */
  tell(type: string, object: object): Event {
    const event: Event = {
      id: this.id('evt'),
      object: 'event',
      api_version: null,
      created: this.now(),
      livemode: this.livemode,
      pending_webhooks: 1,
      type,
      data: { object: structuredClone(object) },
      request: null,
    }
    this.events.set(event.id, event)
    this.onEvent(event)
    return event
  }

  /** Books a move of the balance: what a charge brings, a refund or a dispute takes. */
  move(
    type: 'charge' | 'refund' | 'refund_failure' | 'adjustment',
    amount: number,
    source: string,
    description: string | null = null,
  ): Transaction {
    const transaction: Transaction = {
      id: this.id('txn'),
      object: 'balance_transaction',
      amount,
      available_on: this.now() + 172_800,
      created: this.now(),
      currency: 'usd',
      description,
      fee: 0,
      net: amount,
      reporting_category: type === 'adjustment' ? 'dispute' : type,
      status: 'pending',
      type,
      source,
    }
    this.transactions.set(transaction.id, transaction)
    return transaction
  }

  static get<Item>(items: Map<string, Item>, id: string, kind: string, param?: string): Item {
    const item = items.get(id)
    if (!item) throw missing(kind, id, param)
    return item
  }
}
