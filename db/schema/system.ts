import { boolean, check, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
