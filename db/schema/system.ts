import { bigint, boolean, check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { cents, instant } from './columns'

/** One row: which migration and which functions this database carries. An older build refuses a newer database. */
export const schemaVersion = pgTable(
  'schema_version',
  {
    single: boolean('single').primaryKey().default(true),
    migration: integer('migration').notNull(),
    functionsHash: text('functions_hash').notNull(),
    appliedAt: instant('applied_at').notNull().defaultNow(),
  },
  (t) => [check('schema_version_one_row', sql`${t.single}`)],
)

/** When the whole ledger was verified last, and what was found: `problems` empty is well. One row for each run. */
export const ledgerVerifications = pgTable('ledger_verifications', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at').notNull(),
  teams: bigint('teams', { mode: 'number' }).notNull(),
  entries: bigint('entries', { mode: 'number' }).notNull(),
  problems: jsonb('problems').notNull(),
})

/** The test processor's own books: it stands for a company outside, so no team and no foreign key are in it. */
export const testProcessorCharges = pgTable('test_processor_charges', {
  idempotencyKey: text('idempotency_key').primaryKey(),
  id: uuid('id').notNull().defaultRandom(),
  card: text('card').notNull(),
  amount: cents('amount').notNull(),
  status: text('status').notNull(),
  declineCode: text('decline_code'),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** Messages of the card company that have been handled, by its own ids: one that comes again changes nothing. */
export const processorEvents = pgTable('processor_events', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  /** When it happened there. */
  createdAt: instant('created_at').notNull(),
  handledAt: instant('handled_at').notNull().defaultNow(),
})

/** When the card company's books were laid beside the ledger last, and what differed; `error` where they could not be read. */
export const reconciliations = pgTable('reconciliations', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at').notNull(),
  /** From when on both sides were read. */
  since: instant('since').notNull(),
  compared: bigint('compared', { mode: 'number' }).notNull(),
  differences: jsonb('differences').notNull(),
  error: text('error'),
})
