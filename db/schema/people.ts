import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core'
import { instant } from './columns'

/**
 * People and their sessions, in the form that the sign-in library's adapter uses. They are global. A person is
 * identified by issuer and subject (`identities`), never by email address alone, and belongs to teams through
 * memberships.
 */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: varchar('name', { length: 200 }),
    email: varchar('email', { length: 254 }),
    emailVerified: timestamp('email_verified', { withTimezone: true, mode: 'date' }),
    image: varchar('image', { length: 2000 }),
    /** How the person likes the screens: which arrangement, and light, dark or as the system says. */
    layout: text('layout').notNull().default('new'),
    theme: text('theme').notNull().default('system'),
    /** Kept beyond the session: sessions are forgotten when they end. */
    lastSignedInAt: instant('last_signed_in_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    check('users_layout_known', sql`${t.layout} in ('new', 'classic')`),
    check('users_theme_known', sql`${t.theme} in ('system', 'light', 'dark')`),
    // As the domains of the other names; here the columns' types are those that the adapter knows.
    check(
      'users_name_visible',
      sql`${t.name} !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]'`,
    ),
  ],
)

/**
 * `provider_account_id` is `issuer|subject`. The columns are those of the adapter. Of the tokens only the ID token is
 * stored (`lib/auth/session-store.ts`), because signing out at the provider needs it.
 */
export const identities = pgTable(
  'identities',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: varchar('type', { length: 40 }).notNull(),
    provider: varchar('provider', { length: 40 }).notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refresh_token: varchar('refresh_token', { length: 4000 }),
    access_token: varchar('access_token', { length: 4000 }),
    expires_at: integer('expires_at'),
    token_type: varchar('token_type', { length: 40 }),
    scope: varchar('scope', { length: 2000 }),
    id_token: varchar('id_token', { length: 64_000 }),
    session_state: varchar('session_state', { length: 2000 }),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    index('identities_user_idx').on(t.userId),
    // Not a shorter type: who is known by more than this already stays who they are.
    check('identities_key_length', sql`char_length(${t.providerAccountId}) <= 2000`),
  ],
)

/** `session_token` is the SHA-256 of the cookie's value: a copy of this table signs nobody in. */
export const sessions = pgTable(
  'sessions',
  {
    sessionToken: varchar('session_token', { length: 75 }).primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expires: timestamp('expires', { withTimezone: true, mode: 'date' }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** When its person last did something, give or take what lib/auth/current-member.ts says. */
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
  },
  (t) => [index('sessions_user_idx').on(t.userId)],
)

/**
 * Form drafts: what a person submitted after their session had ended. It was not executed, and the form shows it again
 * after sign-in. Files are never stored, and a draft lives one day at most.
 */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The fields by their names, each with the values that it had. */
    fields: jsonb('fields').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('kept_forms_user_idx').on(t.userId, t.createdAt),
    check('kept_forms_fields_length', sql`octet_length(${t.fields}::text) <= 65536`),
  ],
)
