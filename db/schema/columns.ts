import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

/** A whole number of US cents. */
export const cents = (name: string) => bigint(name, { mode: 'number' })

/** A point in time, stored in UTC with microseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6, mode: 'date' })

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Every table of a team begins with this column, and so does each of its keys. */
export const teamId = () => bigint('team_id', { mode: 'number' }).notNull()

/*
 * Every text has a bound in the database, too (db/text-bounds.test.ts). Mostly a domain holds it, made by a migration: PostgreSQL
 * keeps a domain's constraint ready, while a table's CHECK is parsed anew at every statement that writes a row; a column becomes
 * a domain's without its rows being written anew; and a row from before is not held against it until its text is written.
 * People are refused in words before it comes to that (lib/text/rules/read-text.ts).
 */

const domain = <Data>(type: string, name: string) => customType<{ data: Data }>({ dataType: () => type })(name)

/** A name, code or reference as people see it: one line, of at most so many characters, none of them invisible. */
export const line = (name: string, longest: 40 | 75 | 120 | 150 | 254) => domain<string>(`text_line_${longest}`, name)

/** What somebody has written, in several lines: at most 4,000 characters. */
export const prose = (name: string) => domain<string>('text_prose_4000', name)

/** What other machines say, and copies of what is held to more where it came from: at most so many characters. */
export const bounded = (name: string, longest: 40 | 75 | 254 | 500 | 4000) => domain<string>(`text_${longest}`, name)

/** JSON of at most so many kilobytes, as PostgreSQL keeps it. */
export const json = <Data>(name: string, kilobytes: 8 | 256 | 512 | 4096) => domain<Data>(`json_${kilobytes}kb`, name)
