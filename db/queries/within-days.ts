import type postgres from 'postgres'
import type { Sql } from '../client'

type Piece = postgres.PendingQuery<postgres.Row[]>

/** Inclusive days in the team's time zone, `2026-11-22`. */
export type DayRange = { from?: string; to?: string }

/**
 * The start of a day (a date in SQL) in a time zone: the first midnight if clocks are set back over it (Havana, the
 * Azores), and the first moment after it if they skip it. It is the first moment that `at time zone` assigns to the
 * day.
 */
export const beginningOf = (sql: Sql, day: Piece, zone: Piece) => sql`(
  select case when ((m.midnight - interval '1 hour') at time zone z.zone)::date = d.day then m.midnight - interval '1 hour' else m.midnight end
  from (select ${day} as day) d, (select ${zone} as zone) z, lateral (select d.day::timestamp at time zone z.zone as midnight) m)`

/** A team's time zone. */
export const zoneOf = (sql: Sql, teamId: number) => sql`(select t.time_zone from teams t where t.id = ${teamId})`

/** Rows whose time (`l.created_at`) lies in a range of days; a day of the team begins at midnight in its own time zone. */
export const withinDays = (sql: Sql, time: string, teamId: number, { from, to }: DayRange) => sql`
  ${from ? sql`and ${sql(time)} >= ${beginningOf(sql, sql`${from}::date`, zoneOf(sql, teamId))}` : sql``}
  ${to ? sql`and ${sql(time)} < ${beginningOf(sql, sql`${to}::date + 1`, zoneOf(sql, teamId))}` : sql``}`
