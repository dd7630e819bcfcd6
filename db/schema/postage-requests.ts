import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, unique, uniqueIndex, uuid, varchar } from 'drizzle-orm/pg-core'
import { bounded, cents, instant, json, line, teamId } from './columns'
import { requestStatus } from './kinds'
import { users } from './people'
import { refills } from './refills'
import { costAccounts, teams } from './teams'

/** Postage that a person asked the admins for, mostly because a label could not be printed. */
export const postageRequests = pgTable(
  'postage_requests',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    reference: line('reference', 40).notNull(),
    status: requestStatus('status').notNull().default('open'),
    requestedBy: uuid('asked_by')
      .notNull()
      .references(() => users.id),
    requestedByName: bounded('asked_by_name', 254).notNull(),
    amount: cents('amount').notNull(),
    reason: varchar('reason', { length: 200 }).notNull(),
    costAccountId: uuid('cost_account_id'),
    /** The key of the label that waits for it, made where the Print form is. */
    labelKey: line('label_key', 40).notNull(),
    /** The fields of that Print form, so that nobody types them again; null where no label waits. */
    label: json<Record<string, string>>('label', 8),
    /** The refill that an admin made of it. */
    refillId: uuid('refill_id'),
    decidedByName: bounded('decided_by_name', 254),
    decidedAt: instant('decided_at'),
    declineReason: varchar('decline_reason', { length: 200 }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('postage_requests_reference_key').on(t.teamId, t.reference),
    uniqueIndex('postage_requests_one_open')
      .on(t.teamId, t.requestedBy, t.labelKey)
      .where(sql`${t.status} = 'open'`),
    index('postage_requests_open_idx')
      .on(t.teamId, t.createdAt)
      .where(sql`${t.status} = 'open'`),
    index('postage_requests_history_idx').on(t.teamId, t.createdAt),
    index('postage_requests_refill_idx')
      .on(t.teamId, t.refillId)
      .where(sql`${t.refillId} is not null`),
    foreignKey({
      columns: [t.teamId, t.costAccountId],
      foreignColumns: [costAccounts.teamId, costAccounts.id],
      name: 'postage_requests_cost_account_fkey',
    }),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'postage_requests_refill_fkey',
    }),
    check(
      'postage_requests_state',
      sql`${t.amount} > 0 and (${t.status} = 'open') = (${t.decidedAt} is null) and (${t.status} = 'approved') = (${t.refillId} is not null)`,
    ),
    check('postage_requests_reason_length', sql`char_length(${t.reason}) between 1 and 200`),
  ],
)
