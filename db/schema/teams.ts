import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  time,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { bounded, instant, line, teamId } from './columns'
import { processorMode, role } from './kinds'
import { users } from './people'

/** A team owns one postage account and everything else. */
export const teams = pgTable(
  'teams',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    slug: text('slug').notNull().unique('teams_slug_key'),
    name: line('name', 120).notNull(),
    timeZone: line('time_zone', 75).notNull().default('America/New_York'),
    requireCostAccountOnRefill: boolean('require_cost_account_on_refill').notNull().default(false),
    requireCostAccountOnLabel: boolean('require_cost_account_on_label').notNull().default(false),
    /** Whom people turn to for help, and when somebody answers: days of the week from 1 (Monday), hours in its own zone. */
    supportEmail: line('support_email', 254),
    supportPhone: line('support_phone', 40),
    supportDays: text('support_days').notNull().default('12345'),
    supportOpens: time('support_opens').notNull().default('08:00'),
    supportCloses: time('support_closes').notNull().default('20:00'),
    supportTimeZone: line('support_time_zone', 75).notNull().default('America/New_York'),
    /** What a credit card costs where a Mailstation is used, in hundredths of a percent: 350 is SendPro's 3.5 %. */
    cardFeeBasisPoints: smallint('card_fee_basis_points').notNull().default(350),
    /** Settings that only screens read, by name (lib/team/team-settings.ts). What a stored function reads is a column. */
    settings: jsonb('settings').notNull().default({}),
    /** The processor's name for the team, once it has one there. */
    processorCustomer: bounded('processor_customer', 254),
    /** Whether the team's money is real; null until a server with a card processor has seen the team. */
    mode: processorMode('mode'),
    /** When the team went live: what is older is of its test round. Null if it had none. */
    liveSince: instant('live_since'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    check('teams_card_fee_bounds', sql`${t.cardFeeBasisPoints} between 0 and 1000`),
    check('teams_support_days_known', sql`${t.supportDays} ~ '^[1-7]{0,7}$'`),
    check('teams_settings_form', sql`jsonb_typeof(${t.settings}) = 'object' and pg_column_size(${t.settings}) <= 8000`),
    check('teams_slug_form', sql`${t.slug} ~ '^[a-z0-9][a-z0-9-]{0,62}$'`),
    check('teams_name_length', sql`char_length(${t.name}) between 1 and 120`),
  ],
)

/** What a person may do in a team; read with the session on every request. */
export const memberships = pgTable(
  'memberships',
  {
    teamId: teamId().references(() => teams.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: role('role').notNull(),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.userId] }), index('memberships_user_idx').on(t.userId)],
)

/** Postage devices. A Mailstation switches on the 3.5 % fee for refills by credit card. */
export const devices = pgTable(
  'devices',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    type: text('type').notNull(),
    serial: line('serial', 40).notNull(),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('devices_serial_key').on(t.teamId, t.serial),
    check('devices_type_known', sql`${t.type} in ('mailstation', 'sendpro', 'other')`),
  ],
)

/** Where a team books its postage. Up to three levels; inactive rather than deleted. */
export const costAccounts = pgTable(
  'cost_accounts',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    code: line('code', 75).notNull(),
    name: line('name', 75).notNull(),
    description: line('description', 150),
    parentId: uuid('parent_id'),
    level: smallint('level').notNull().default(1),
    active: boolean('active').notNull().default(true),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    unique('cost_accounts_code_key').on(t.teamId, t.code),
    foreignKey({
      columns: [t.teamId, t.parentId],
      foreignColumns: [t.teamId, t.id],
      name: 'cost_accounts_parent_fkey',
    }),
    check('cost_accounts_code_length', sql`char_length(${t.code}) between 1 and 75`),
    check('cost_accounts_name_length', sql`char_length(${t.name}) between 1 and 75`),
    check('cost_accounts_description_length', sql`char_length(${t.description}) <= 150`),
    check('cost_accounts_level_range', sql`${t.level} between 1 and 3 and (${t.level} = 1) = (${t.parentId} is null)`),
  ],
)
