import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

/** A whole number of US cents. */
export const cents = (name: string) => bigint(name, { mode: 'number' })

/** A point in time, stored in UTC with microseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6, mode: 'date' })

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Every table of a team begins with this column, and so does each of its keys. */
export const teamId = () => bigint('team_id', { mode: 'number' }).notNull()
