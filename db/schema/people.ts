import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/**
 * People and their sessions, in the shape that the sign-in library's adapter reads and writes. They are global:
 * a person is known by issuer and subject (`identities`), never by e-mail alone, and belongs to teams by memberships.
 */
export const users = pgTable('users', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name'),
  email: text('email'),
  emailVerified: timestamp('email_verified', { withTimezone: true, mode: 'date' }),
  image: text('image'),
  /** How the person likes the screens: which arrangement, and light, dark or as the system says. */
  layout: text('layout').notNull().default('new'),
  theme: text('theme').notNull().default('system'),
  /** Kept beyond the session: sessions are forgotten when they end. */
  lastSignedInAt: instant('last_signed_in_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
}, (t) => [
  check('users_layout_known', sql`${t.layout} in ('new', 'classic')`),
  check('users_theme_known', sql`${t.theme} in ('system', 'light', 'dark')`),
])

/**
 * `provider_account_id` is `issuer|subject`. The columns are the adapter's; of the tokens only the id token is kept
 * (`lib/auth/session-store.ts`), because signing out at the provider asks for it.
 */
export const identities = pgTable(
  'identities',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text('type').notNull(),
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refresh_token: text('refresh_token'),
    access_token: text('access_token'),
    expires_at: integer('expires_at'),
    token_type: text('token_type'),
    scope: text('scope'),
    id_token: text('id_token'),
    session_state: text('session_state'),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index('identities_user_idx').on(t.userId),
  ],
)

/** `session_token` is the SHA-256 of the cookie's value: a copy of this table signs nobody in. */
export const sessions = pgTable(
  'sessions',
  {
    sessionToken: text('session_token').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: timestamp('expires', { withTimezone: true, mode: 'date' }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [index('sessions_user_idx').on(t.userId)],
)
