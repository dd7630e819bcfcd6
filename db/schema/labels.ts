import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, uuid, varchar } from 'drizzle-orm/pg-core'
import { cents, instant, teamId } from './columns'
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
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    foreignKey({ columns: [t.teamId, t.costAccountId], foreignColumns: [costAccounts.teamId, costAccounts.id], name: 'labels_cost_account_fkey' }),
    // Partial although it holds every row, so that no lookup by id can be planned with it (docs/decisions/0005).
    index('labels_history_idx').on(t.teamId, t.createdAt).where(sql`${t.createdAt} <= 'infinity'`),
    check('labels_usps_from_balance', sql`${t.amount} > 0 and (${t.carrier} = 'usps') = (${t.balanceAfter} is not null)`),
  ],
)
