import type { Moved } from '../../db/queries/reconciliations'
import type { PaymentEvent, ReportedCharge } from './payment-event'

/**
 * The port to a company that charges cards. `processor.ts` chooses the adapter: Stripe (`stripe/stripe-processor.ts`), or
 * the test processor. The rules for an adapter:
 *
 * - No call throws because of the network or because of what the processor answers. `unknown` is an answer: money may
 *   have moved, so the caller records nothing and calls again.
 * - A call that moves money has an idempotency key. However often it is repeated, the money moves once.
 * - An adapter reads and writes nothing of the ledger. What it needs is in its arguments, and what it learns is in its
 *   answer.
 * - A refusal has a code for programs and a message for people. The log never gets amounts, cards, or the processor's
 *   own messages.
 */
export type CardProcessor = {
  id: 'stripe' | 'test'
  /** As people read it in a sentence. */
  name: string
  /** Whether real money moves. */
  mode: 'test' | 'live'
  /** False while the processor has not answered for a while and is not called. */
  isAvailable(): boolean
  charge(charge: Charge): Promise<ChargeOutcome>
  /** What became of a charge; null where the safest way to learn it is `charge` under the same key. */
  findCharge(charge: Charge): Promise<ChargeOutcome | null>
  /** Takes back the question for the person's confirmation, at once. */
  cancelConfirmation(charge: Charge): Promise<CancelOutcome>
  refund(refund: Refund): Promise<RefundOutcome>
  /** Opens a page where a person enters a card. Card numbers never reach us. */
  startCardSetup(setup: CardSetup): Promise<CardSetupStart>
  /** What was entered on such a page. */
  findCardSetup(ref: string): Promise<CardSetupResult>
  /** Removes a card at the processor. Nothing happens if it does not have the card. */
  detach(card: string): Promise<{ status: 'detached' | 'unknown' }>
  /** What it reports by itself; null if it reports nothing. */
  webhooks: ProcessorWebhooks | null
  /** Its books, to compare with the ledger; null if it has none. */
  books: ProcessorBooks | null
}

/** A refill that its card has to pay. */
export type Charge = {
  /** The refill's id. */
  idempotencyKey: string
  teamId: number
  /** The refill's reference, as people read it. */
  reference: string
  /** The processor's id of the card. */
  card: string
  /** Postage and fee together, in cents. */
  total: number
  /** What the payment says of its refill, so that a lost refill can be made again. In cents. */
  origin: {
    installation: string
    postage: number
    fee: number
    actor: string
    source: string
    allocations: string | null
  }
  /**
   * From when on the processor's books may have a charge of this refill that we have lost. It is looked up there before
   * the card is charged. Null if nothing can be lost.
   */
  lookUpSince: Date | null
  /** The processor's id of the team; null if it has none there. */
  customer: string | null
  /** When the refill was requested, and what the time is now: by the database's clock, or by our own without it. */
  requestedAt: Date
  askedAt?: Date
  /** The processor's id of the page where the person was asked to confirm; null if they were not. */
  actionRef: string | null
  /** Where that page leads back to. */
  returnUrl: string
}

export type ChargeOutcome =
  | { status: 'succeeded'; processorRef: string }
  /** Nothing was charged. The message is for people. */
  | { status: 'declined'; code: string; message: string }
  /** The bank requires the person's confirmation, on the page at `url`. */
  | { status: 'action_required'; ref: string; url: string }
  | { status: 'unknown' }

export type CancelOutcome =
  /** Nothing was charged, and nothing can be. */
  | { status: 'canceled' }
  /** The person has confirmed, and the payment is on its way: it can still succeed. */
  | { status: 'under_way' }
  /** What had become of the charge before. */
  | Extract<ChargeOutcome, { status: 'succeeded' | 'declined' }>
  | { status: 'unknown' }

/** Postage that goes back to the card that paid for it. */
export type Refund = {
  /** The refund's id. */
  idempotencyKey: string
  /** The processor's id of the charge. */
  charge: string
  /** In cents. */
  amount: number
}

export type RefundOutcome =
  | { status: 'refunded'; processorRef: string }
  /** The message is for people. */
  | { status: 'failed'; message: string }
  | { status: 'unknown' }

export type CardSetup = {
  teamId: number
  userId: string
  /** The team, as the processor may know it already. */
  customer: { ref: string | null; name: string; idempotencyKey: string }
  /** Where the page leads back to; the processor appends `?session_id=` and the setup's id. */
  returnUrl: string
  cancelUrl: string
}

export type CardSetupStart =
  /** `customer` is the processor's id of the team from now on. */
  { status: 'started'; url: string; customer: string } | { status: 'unavailable' }

export type CardSetupResult =
  /** `card` is null until one is entered. Ids are what `startCardSetup` was given. */
  | {
      status: 'found'
      teamId: number
      userId: string | null
      customer: string | null
      card: { ref: string; label: string; expiresMonth: number; expiresYear: number } | null
    }
  | { status: 'not_found' }
  | { status: 'unknown' }

export type ProcessorWebhooks = {
  /** What is wrong with the signature's header, before the body is read. */
  checkHeaders(headers: Headers): 'no_signature' | 'not_now' | null
  /** Verifies the signature, then reads the message. It is one of this account and mode. */
  read(headers: Headers, body: Uint8Array): Promise<WebhookMessage>
}

/** A message of the processor, whether it was sent to us or we asked for it. */
export type ProcessorMessage = {
  /** The processor's id of the message: a repeat has the same. */
  id: string
  type: string
  createdAt: Date
  /** May call the processor, so it is called once it is known that the message is new. */
  translate(): Promise<TranslatedMessage>
}

export type WebhookMessage =
  | ({ ok: true } & ProcessorMessage)
  /** `at` names what is missing or wrong, for the log. A repeat would not help. */
  | { ok: false; reason: 'unreadable'; type: string | null; at: string }
  | { ok: false; reason: 'wrong_signature' }
  | { ok: false; reason: 'wrong_mode' }

export type TranslatedMessage = { status: 'event'; event: PaymentEvent } | { status: 'ignored' } | { status: 'unknown' }

export type ProcessorBooks = {
  /** What has moved since then, by the processor's id of the payment. */
  readPayments(since: Date): Promise<BooksResult<Map<string, ProcessorPayment>>>
  /** A charge as it is now; null if the processor does not know it, or if it names no refill. */
  readCharge(processorRef: string): Promise<BooksResult<ReportedCharge | null>>
  /** The messages since then that we act on, oldest first. */
  readMessages(since: Date): Promise<BooksResult<ProcessorMessage[]>>
}

/** A payment in the processor's books, and what it names, where it names it. */
export type ProcessorPayment = Moved & {
  /** Null if it names no refill, or if only a refund or a dispute of it was read. */
  refill: string | null
  team: number | null
  installation: string | null
  /** Whether the charge itself was read. If it names no refill, the payment is not ours. */
  isChargeRead: boolean
}

export type BooksResult<Value> =
  | { ok: true; value: Value }
  /** `message` is for the operator, `facts` are for the log. */
  | { ok: false; reason: 'unavailable' | 'refused'; message: string; facts: object }
