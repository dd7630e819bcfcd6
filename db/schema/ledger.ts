import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytes, cents, instant, line, teamId } from './columns'
import { accountKind, transferKind, transferPhase } from './kinds'
import { labels } from './labels'
import { refills } from './refills'
import { teams } from './teams'

/**
 * The accounts of a team. A debit raises `postage`, `held`, `reserve`, `fees`, and `postage_used`. A credit raises what
 * the team owes or has paid (`card`, `bank`, `purchase_power`, `receivable`). Debits minus credits are zero over all
 * accounts. The limits are CHECK constraints, so no code path can break them. Only the functions in db/functions write.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    teamId: teamId().references(() => teams.id),
    kind: accountKind('kind').notNull(),
    debitsPosted: cents('debits_posted').notNull().default(0),
    creditsPosted: cents('credits_posted').notNull().default(0),
    debitsPending: cents('debits_pending').notNull().default(0),
    creditsPending: cents('credits_pending').notNull().default(0),
    /** Number and hash of the last entry. */
    seq: bigint('seq', { mode: 'number' }).notNull().default(0),
    head: bytes('head')
      .notNull()
      .default(sql`'\\x0000000000000000000000000000000000000000000000000000000000000000'::bytea`),
    /**
     * The limits of debits minus credits, including pending transfers; null means no limit. `postage` is between 0 and
     * the program's limit. `held` and `reserve` never fall below 0. `purchase_power` is between minus its credit limit
     * and 0. `receivable` never rises above 0. `check_bounds` enforces the limits of each kind.
     */
    minBalance: cents('min_balance'),
    maxBalance: cents('max_balance'),
    /** `postage` only: the least that is added at once. */
    minimumRefill: cents('minimum_refill'),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.kind] }),
    // PostgreSQL parses each CHECK anew at every statement: two short ones here are what keeps the hot row fast.
    check(
      'ledger_accounts_min_balance',
      sql`${t.debitsPosted} - ${t.creditsPosted} - ${t.creditsPending} >= ${t.minBalance} and ${t.creditsPending} >= 0`,
    ),
    check(
      'ledger_accounts_max_balance',
      sql`${t.debitsPosted} - ${t.creditsPosted} + ${t.debitsPending} <= ${t.maxBalance} and ${t.debitsPending} >= 0`,
    ),
  ],
)

/** A move of money between two accounts of one team: immutable, balanced by construction. */
export const transfers = pgTable(
  'transfers',
  {
    teamId: teamId(),
    id: uuid('id').notNull(),
    phase: transferPhase('phase').notNull(),
    kind: transferKind('kind').notNull(),
    debit: accountKind('debit').notNull(),
    credit: accountKind('credit').notNull(),
    amount: cents('amount').notNull(),
    /** The pending transfer that this one posts or voids: resolved once, whoever races. */
    pendingId: uuid('pending_id'),
    /** The transfer that this one takes back. */
    reversesId: uuid('reverses_id'),
    refillId: uuid('refill_id'),
    labelId: uuid('label_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    uniqueIndex('transfers_resolved_once')
      .on(t.teamId, t.pendingId)
      .where(sql`${t.pendingId} is not null`),
    foreignKey({ columns: [t.teamId, t.pendingId], foreignColumns: [t.teamId, t.id], name: 'transfers_pending_fkey' }),
    foreignKey({
      columns: [t.teamId, t.reversesId],
      foreignColumns: [t.teamId, t.id],
      name: 'transfers_reverses_fkey',
    }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'transfers_refill_fkey',
    }),
    foreignKey({
      columns: [t.teamId, t.labelId],
      foreignColumns: [labels.teamId, labels.id],
      name: 'transfers_label_fkey',
    }),
    index('transfers_refill_idx')
      .on(t.teamId, t.refillId)
      .where(sql`${t.refillId} is not null`),
    index('transfers_label_idx')
      .on(t.teamId, t.labelId)
      .where(sql`${t.labelId} is not null`),
    check('transfers_two_sides', sql`${t.amount} > 0 and ${t.debit} <> ${t.credit}`),
  ],
)

/** The two sides of each transfer that moved money. Numbered without gaps and hash-chained per account. */
export const entries = pgTable(
  'entries',
  {
    teamId: teamId(),
    account: accountKind('account').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    transferId: uuid('transfer_id').notNull(),
    kind: transferKind('kind').notNull(),
    /** Signed: a debit is positive. */
    amount: cents('amount').notNull(),
    /** Debits less credits of the account after this entry. */
    balanceAfter: cents('balance_after').notNull(),
    hash: bytes('hash').notNull(),
    /** The database's clock, read after the account was locked; part of the hash. */
    createdAt: instant('created_at').notNull(),
    /** When it counts; differs from `created_at` only for imported history. */
    effectiveAt: instant('effective_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.account, t.seq] }),
    unique('entries_transfer_side').on(t.teamId, t.transferId, t.account),
    foreignKey({
      columns: [t.teamId, t.transferId],
      foreignColumns: [transfers.teamId, transfers.id],
      name: 'entries_transfer_fkey',
    }),
  ],
)

/** The postage account day by day, in the team's time zone: folded from its entries, which alone are the truth. */
export const postageDays = pgTable(
  'postage_days',
  {
    teamId: teamId().references(() => teams.id),
    day: date('day').notNull(),
    /** Cents: what refills added, labels took and label refunds gave back; `other` is the rest, signed. */
    added: cents('added').notNull(),
    printed: cents('printed').notNull(),
    refunded: cents('refunded').notNull(),
    other: cents('other').notNull(),
    /** After the day's last entry. */
    closing: cents('closing').notNull(),
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.day] })],
)

/** How far a team's entries are folded into days, and in which time zone: another one begins anew. */
export const postageDayFolds = pgTable('postage_day_folds', {
  teamId: bigint('team_id', { mode: 'number' })
    .primaryKey()
    .references(() => teams.id),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  timeZone: line('time_zone', 75).notNull(),
})
