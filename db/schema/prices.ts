import { sql } from 'drizzle-orm'
import { check, date, index, pgTable, primaryKey, uuid, varchar } from 'drizzle-orm/pg-core'
import { bounded, instant, json, teamId } from './columns'
import { teams } from './teams'

/** A price of USPS as a team's price list has it. */
export type StoredPrice = {
  service: string
  form: 'letter' | 'flat' | 'parcel' | 'stamp'
  /** The most that it may weigh, in tenths of an ounce; null for stamps, which are counted. */
  upToTenths: number | null
  /** Cents, each. */
  price: number
}

/** USPS prices as an admin has loaded them. Never changed: a newer list takes over on its day. */
export const priceLists = pgTable(
  'price_lists',
  {
    teamId: teamId().references(() => teams.id),
    id: uuid('id').notNull().defaultRandom(),
    effectiveOn: date('effective_on').notNull(),
    /** Where the prices come from: `USPS Notice 123, July 12, 2026`. */
    source: varchar('source', { length: 120 }).notNull(),
    prices: json<StoredPrice[]>('prices', 512).notNull(),
    actorName: bounded('actor_name', 254).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    index('price_lists_effective_idx').on(t.teamId, t.effectiveOn, t.createdAt),
    check('price_lists_source_length', sql`char_length(${t.source}) between 1 and 120`),
  ],
)
