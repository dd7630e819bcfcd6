import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, line, prose, teamId } from './columns'
import { labels } from './labels'
import { users } from './people'
import { refills } from './refills'
import { teams } from './teams'

/** What a person asks for help with: about a refill, a label, or in general. Open until somebody has answered. */
export const cases = pgTable(
  'cases',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    reference: line('reference', 40).notNull(),
    openedBy: uuid('opened_by')
      .notNull()
      .references(() => users.id),
    subject: line('subject', 120).notNull(),
    body: prose('body').notNull(),
    refillId: uuid('refill_id'),
    labelId: uuid('label_id'),
    state: text('state').notNull().default('open'),
    /** Made where the form is: one form, one case, however often it is sent. */
    key: line('key', 40).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('cases_reference_key').on(t.teamId, t.reference),
    unique('cases_form_key').on(t.teamId, t.openedBy, t.key),
    foreignKey({
      columns: [t.teamId, t.refillId],
      foreignColumns: [refills.teamId, refills.id],
      name: 'cases_refill_fkey',
    }),
    foreignKey({
      columns: [t.teamId, t.labelId],
      foreignColumns: [labels.teamId, labels.id],
      name: 'cases_label_fkey',
    }),
    index('cases_team_idx').on(t.teamId, t.changedAt),
    check('cases_state_known', sql`${t.state} in ('open', 'answered', 'closed')`),
    check(
      'cases_text_length',
      sql`char_length(${t.subject}) between 1 and 120 and char_length(${t.body}) between 1 and 4000`,
    ),
  ],
)

/** What was said about a case, in order. */
export const caseReplies = pgTable(
  'case_replies',
  {
    teamId: teamId(),
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    caseId: uuid('case_id').notNull(),
    writtenBy: uuid('written_by')
      .notNull()
      .references(() => users.id),
    body: prose('body').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    foreignKey({
      columns: [t.teamId, t.caseId],
      foreignColumns: [cases.teamId, cases.id],
      name: 'case_replies_case_fkey',
    }),
    index('case_replies_case_idx').on(t.teamId, t.caseId, t.id),
    check('case_replies_length', sql`char_length(${t.body}) between 1 and 4000`),
  ],
)
