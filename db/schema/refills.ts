import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { bounded, cents, instant, line, teamId } from './columns'
import {
  accountKind,
  actorType,
  cardRefundStatus,
  chargeReturnKind,
  paymentMethodType,
  refillSource,
  refillStatus,
} from './kinds'
import { costAccounts, teams } from './teams'

/** What a refill is paid from. Cards may be many; a team has one Reserve Account and one Purchase Power line. */
export const paymentMethods = pgTable(
  'payment_methods',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    type: paymentMethodType('type').notNull(),
    label: line('label', 75).notNull(),
    /** The processor's name for the card; no card number of a real card is ever here. */
    processorRef: bounded('processor_ref', 254),
    expiresMonth: smallint('expires_month'),
    expiresYear: smallint('expires_year'),
    isDefault: boolean('is_default').notNull().default(false),
    active: boolean('active').notNull().default(true),
    /** It was taken away for good, here and at the processor; refills still name it. */
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    // However often the processor tells of a card, it is there once.
    uniqueIndex('payment_methods_card_key')
      .on(t.teamId, t.processorRef)
      .where(sql`${t.processorRef} like 'pm\\_%'`),
    uniqueIndex('payment_methods_one_default')
      .on(t.teamId)
      .where(sql`${t.isDefault}`),
    uniqueIndex('payment_methods_one_of_type')
      .on(t.teamId, t.type)
      .where(sql`${t.type} <> 'credit_card'`),
    check('payment_methods_card_has_reference', sql`(${t.type} = 'credit_card') = (${t.processorRef} is not null)`),
    check('payment_methods_label_length', sql`char_length(${t.label}) between 1 and 75`),
  ],
)

/**
 * Money received from the bank, as an admin recorded it: a deposit into the Reserve Account, or a payment on Purchase
 * Power. `transfer_id` is its transfer in the ledger.
 */
export const bankReceipts = pgTable(
  'bank_receipts',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    account: accountKind('account').notNull(),
    amount: cents('amount').notNull(),
    /** The day on the check or in the bank's statement. */
    receivedOn: date('received_on').notNull(),
    /** Number of the check, or the ACH trace. */
    reference: line('reference', 75).notNull(),
    transferId: uuid('transfer_id').notNull(),
    /** The wrong receipt that this one takes back, whole, and why. */
    correctsId: uuid('corrects_id'),
    reason: line('reason', 150),
    actorName: bounded('actor_name', 254).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('bank_receipts_transfer_key').on(t.teamId, t.transferId),
    unique('bank_receipts_corrected_once').on(t.teamId, t.correctsId),
    foreignKey({
      columns: [t.teamId, t.correctsId],
      foreignColumns: [t.teamId, t.id],
      name: 'bank_receipts_corrects_fkey',
    }),
    check('bank_receipts_account_known', sql`${t.account} in ('reserve', 'purchase_power')`),
    check('bank_receipts_reference_length', sql`char_length(${t.reference}) between 1 and 75`),
  ],
)

/** A refill: a state machine, and its own job (`ask_at` says when the processor is asked again). */
export const refills = pgTable(
  'refills',
  {
    // That the team exists follows from its payment method.
    teamId: teamId(),
    id: uuid('id').notNull(),
    reference: varchar('reference', { length: 20 }).notNull(),
    status: refillStatus('status').notNull(),
    amount: cents('amount').notNull(),
    fee: cents('fee').notNull(),
    balanceBefore: cents('balance_before').notNull(),
    balanceAfter: cents('balance_after'),
    paymentMethodId: uuid('payment_method_id').notNull(),
    paymentMethodType: paymentMethodType('payment_method_type').notNull(),
    /** The method's name as it was then. */
    paymentMethodLabel: varchar('payment_method_label', { length: 75 }).notNull(),
    actorType: actorType('actor_type').notNull(),
    actorId: varchar('actor_id', { length: 75 }).notNull(),
    actorName: varchar('actor_name', { length: 254 }).notNull(),
    source: refillSource('source').notNull(),
    memo: varchar('memo', { length: 200 }),
    failureCode: varchar('failure_code', { length: 75 }),
    failureMessage: varchar('failure_message', { length: 500 }),
    /** The processor's name for the charge. */
    processorRef: varchar('processor_ref', { length: 254 }),
    /** Where the person confirms the payment with their bank, and the processor's name for that page. */
    actionUrl: varchar('action_url', { length: 4000 }),
    actionRef: varchar('action_ref', { length: 254 }),
    /** Of the amount and of the fee: what has gone back to the card, in cents. */
    refunded: cents('refunded').notNull().default(0),
    refundedFee: cents('refunded_fee').notNull().default(0),
    /** What disputes have taken, in cents. After a refund it can be more than is left of the amount. */
    disputed: cents('disputed').notNull().default(0),
    disputedFee: cents('disputed_fee').notNull().default(0),
    /** The database did not know it any more: it was made again from the processor's books. */
    recovered: boolean('recovered').notNull().default(false),
    /** The money came after the refill had been given up: it went through `held`. */
    settledLate: boolean('settled_late').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    postedAt: instant('posted_at'),
    askAt: instant('ask_at'),
    asked: smallint('asked').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    foreignKey({
      columns: [t.teamId, t.paymentMethodId],
      foreignColumns: [paymentMethods.teamId, paymentMethods.id],
      name: 'refills_payment_method_fkey',
    }),
    // Partial although they hold every row, so that no lookup by id can be planned with them (docs/decisions/0005).
    uniqueIndex('refills_reference_key')
      .on(t.teamId, t.reference)
      .where(sql`${t.createdAt} <= 'infinity'`),
    index('refills_history_idx')
      .on(t.teamId, t.createdAt)
      .where(sql`${t.createdAt} <= 'infinity'`),
    index('refills_due_idx')
      .on(t.askAt)
      .where(sql`${t.status} = 'processing'`),
    index('refills_processing_idx')
      .on(t.teamId)
      .where(sql`${t.status} = 'processing'`),
    // One short constraint, for the same reason as in ledger.ts; `ledger verify` compares the rest with the transfers.
    check('refills_state', sql`${t.amount} > 0 and (${t.status} = 'processing') = (${t.askAt} is not null)`),
  ],
)

/** Unused postage on its way back to the card that paid for it; its own job, as a refill is. */
export const cardRefunds = pgTable(
  'card_refunds',
  {
    teamId: teamId(),
    id: uuid('id').notNull(),
    refillId: uuid('refill_id').notNull(),
    amount: cents('amount').notNull(),
    status: cardRefundStatus('status').notNull(),
    reason: varchar('reason', { length: 200 }).notNull(),
    actorId: bounded('actor_id', 75).notNull(),
    actorName: bounded('actor_name', 254).notNull(),
    /** The transfer that has set the amount aside. */
    pendingId: uuid('pending_id').notNull(),
    /** The processor's name for the refund. */
    processorRef: bounded('processor_ref', 254),
    failureMessage: bounded('failure_message', 500),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    askAt: instant('ask_at'),
    asked: smallint('asked').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'card_refunds_refill_fkey',
    }),
    index('card_refunds_refill_idx').on(t.teamId, t.refillId),
    index('card_refunds_due_idx')
      .on(t.askAt)
      .where(sql`${t.status} = 'processing'`),
    check('card_refunds_state', sql`${t.amount} > 0 and (${t.status} = 'processing') = (${t.askAt} is not null)`),
  ],
)

/**
 * What has taken money of a card refill's charge back, by the processor's ids. `amount` is what is gone now, in cents: 0
 * after a refund has failed or a dispute was won.
 */
export const chargeReturns = pgTable(
  'charge_returns',
  {
    teamId: teamId(),
    /** The processor's name for the refund or the dispute. */
    processorRef: bounded('processor_ref', 254).notNull(),
    refillId: uuid('refill_id').notNull(),
    /** The processor's name for the charge: a refill that was charged twice has two. */
    chargeRef: bounded('charge_ref', 254).notNull(),
    kind: chargeReturnKind('kind').notNull(),
    amount: cents('amount').notNull(),
    /** What it was made for, in cents. */
    claimed: cents('claimed').notNull(),
    /** As the processor says: pending, succeeded, failed; open, won, lost. */
    state: bounded('state', 40).notNull(),
    reason: bounded('reason', 254),
    /** When its processor was asked, by the database's clock: what was read before never replaces what was read later. */
    readAt: instant('read_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.processorRef] }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'charge_returns_refill_fkey',
    }),
    index('charge_returns_refill_idx').on(t.teamId, t.refillId),
    check('charge_returns_amount', sql`${t.amount} >= 0`),
  ],
)

/** A second payment for a refill that was charged already. It is its own job: all of it goes back to the card. */
export const duplicateCharges = pgTable(
  'duplicate_charges',
  {
    teamId: teamId(),
    /** The processor's name for the payment. */
    processorRef: bounded('processor_ref', 254).notNull(),
    refillId: uuid('refill_id').notNull(),
    /** Cents: what was charged, and what has gone back of it. */
    amount: cents('amount').notNull(),
    returned: cents('returned').notNull().default(0),
    readAt: instant('read_at').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it is looked at next; null once all of it has gone back. */
    askAt: instant('ask_at'),
    asked: smallint('asked').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.processorRef] }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'duplicate_charges_refill_fkey',
    }),
    index('duplicate_charges_refill_idx').on(t.teamId, t.refillId),
    index('duplicate_charges_due_idx')
      .on(t.askAt)
      .where(sql`${t.askAt} is not null`),
  ],
)

/**
 * Which cost accounts a refill was bought for; the amounts sum to the refill's, the fee follows the largest. They never
 * change: what each bears after refunds and disputes is db/functions/16-net-shares.sql.
 */
export const refillAllocations = pgTable(
  'refill_allocations',
  {
    teamId: teamId(),
    refillId: uuid('refill_id').notNull(),
    costAccountId: uuid('cost_account_id').notNull(),
    amount: cents('amount').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.refillId, t.costAccountId] }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'refill_allocations_refill_fkey',
    }),
    foreignKey({
      columns: [t.teamId, t.costAccountId],
      foreignColumns: [costAccounts.teamId, costAccounts.id],
      name: 'refill_allocations_cost_account_fkey',
    }),
    index('refill_allocations_cost_account_idx').on(t.teamId, t.costAccountId, t.refillId),
    check('refill_allocations_amount_positive', sql`${t.amount} > 0`),
  ],
)
