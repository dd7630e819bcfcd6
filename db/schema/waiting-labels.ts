import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, teamId } from './columns'
import { sessions, users } from './people'
import { teams } from './teams'

/**
 * Labels that wait for postage. Each belongs to the person and the session that entered it; an address only names it. A
 * row lives two hours and ends with its session. It is used up when its key has printed.
 */
export const waitingLabels = pgTable(
  'waiting_labels',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    sessionToken: text('session_token')
      .notNull()
      .references(() => sessions.sessionToken, { onDelete: 'cascade', onUpdate: 'cascade' }),
    /** The key of its Print form: what is printed with it is printed once. */
    key: uuid('key').notNull(),
    /** The fields of that form. */
    label: jsonb('label').$type<Record<string, string>>().notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('waiting_labels_form_key').on(t.teamId, t.userId, t.sessionToken, t.key),
    index('waiting_labels_session_idx').on(t.sessionToken),
    index('waiting_labels_user_idx').on(t.userId),
    index('waiting_labels_expiry_idx').on(t.expiresAt),
    check('waiting_labels_session_length', sql`char_length(${t.sessionToken}) between 1 and 64`),
    check(
      'waiting_labels_label_bound',
      sql`jsonb_typeof(${t.label}) = 'object' and octet_length(${t.label}::text) <= 8000`,
    ),
  ],
)
