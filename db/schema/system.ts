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
