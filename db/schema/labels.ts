import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core'
import { bounded, cents, instant, teamId } from './columns'
import { actorType, carrier, chargedTo, labelStatus } from './kinds'
import { costAccounts, teams } from './teams'

/** Printed postage. USPS is taken from the balance; UPS and FedEx charge the team's own carrier account. */
export const labels = pgTable(
  'labels',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull(),
    carrier: carrier('carrier').notNull(),
    service: varchar('service', { length: 75 }),
    amount: cents('amount').notNull(),
    status: labelStatus('status').notNull(),
    chargedTo: chargedTo('charged_to').notNull(),
    balanceAfter: cents('balance_after'),
    costAccountId: uuid('cost_account_id'),
    reference: varchar('reference', { length: 100 }),
    actorType: actorType('actor_type').notNull(),
    actorId: bounded('actor_id', 75).notNull(),
    actorName: bounded('actor_name', 254).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    foreignKey({
      columns: [t.teamId, t.costAccountId],
      foreignColumns: [costAccounts.teamId, costAccounts.id],
      name: 'labels_cost_account_fkey',
    }),
    // Partial although it holds every row, so that no lookup by id can be planned with it (docs/decisions/0005).
    index('labels_history_idx')
      .on(t.teamId, t.createdAt)
      .where(sql`${t.createdAt} <= 'infinity'`),
    check(
      'labels_usps_from_balance',
      sql`${t.amount} > 0 and (${t.carrier} = 'usps') = (${t.balanceAfter} is not null)`,
    ),
  ],
)

/** What was asked of USPS for a label's postage, and its answer: one refund a label. */
export const labelRefunds = pgTable(
  'label_refunds',
  {
    teamId: teamId(),
    labelId: uuid('label_id').notNull(),
    reason: varchar('reason', { length: 200 }),
    requestedBy: bounded('requested_by', 254).notNull(),
    requestedAt: instant('requested_at').notNull(),
    approved: boolean('approved'),
    answeredBy: bounded('answered_by', 254),
    answeredAt: instant('answered_at'),
    /** What the answer came with: a number of USPS, why it was denied. */
    note: varchar('note', { length: 200 }),
    /** What the credit came to in the balance, and what had no room there, in cents. */
    intoBalance: cents('into_balance'),
    intoHeld: cents('into_held'),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.labelId] }),
    foreignKey({
      columns: [t.teamId, t.labelId],
      foreignColumns: [labels.teamId, labels.id],
      name: 'label_refunds_label_fkey',
    }),
    index('label_refunds_open_idx')
      .on(t.requestedAt)
      .where(sql`${t.answeredAt} is null`),
    check(
      'label_refunds_answered',
      sql`(${t.answeredAt} is null) = (${t.approved} is null) and (${t.answeredAt} is null) = (${t.answeredBy} is null)`,
    ),
  ],
)
