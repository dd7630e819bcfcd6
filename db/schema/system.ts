import { bigint, boolean, check, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { bounded, cents, instant, json } from './columns'

/** One row: which migration and which functions this database carries. An older build refuses a newer database. */
export const schemaVersion = pgTable(
  'schema_version',
  {
    single: boolean('single').primaryKey().default(true),
    migration: integer('migration').notNull(),
    functionsHash: bounded('functions_hash', 75).notNull(),
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
  problems: json('problems', 4096).notNull(),
})

/** The test processor's own books: it stands for a company outside, so no team and no foreign key are in it. */
export const testProcessorCharges = pgTable('test_processor_charges', {
  idempotencyKey: bounded('idempotency_key', 254).primaryKey(),
  id: uuid('id').notNull().defaultRandom(),
  card: bounded('card', 254).notNull(),
  amount: cents('amount').notNull(),
  status: bounded('status', 40).notNull(),
  declineCode: bounded('decline_code', 75),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** Messages of the processor that have been handled, by its own ids: one that comes again changes nothing. */
export const processorEvents = pgTable('processor_events', {
  id: bounded('id', 254).primaryKey(),
  type: bounded('type', 254).notNull(),
  /** When it happened there. */
  createdAt: instant('created_at').notNull(),
  handledAt: instant('handled_at').notNull().defaultNow(),
})

/** When the processor's books were laid beside the ledger last, and what differed; `error` where they could not be read. */
export const reconciliations = pgTable('reconciliations', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at').notNull(),
  /** From when on both sides were read. */
  since: instant('since').notNull(),
  compared: bigint('compared', { mode: 'number' }).notNull(),
  differences: json('differences', 4096).notNull(),
  error: bounded('error', 4000),
})

/** One row: which installation this is. A backup carries it; two installations that share a Stripe account differ. */
export const installation = pgTable(
  'installation',
  {
    single: boolean('single').primaryKey().default(true),
    id: uuid('id').notNull().defaultRandom(),
  },
  (t) => [check('installation_one_row', sql`${t.single}`)],
)

/** How far a processor's messages and books have been read and acted on, by its clock. One row for each of its accounts. */
export const processorReadings = pgTable('processor_readings', {
  /** The processor and its mode, such as `stripe-test`. */
  source: bounded('source', 40).primaryKey(),
  readUntil: instant('read_until').notNull(),
  updatedAt: instant('updated_at').notNull(),
})
