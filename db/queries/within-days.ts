import type postgres from 'postgres'
import type { Sql } from '../client'

type Piece = postgres.PendingQuery<postgres.Row[]>

/** Inclusive days in the team's time zone, `2026-11-22`. */
export type DayRange = { from?: string; to?: string }

/**
 * When a day (a date in SQL) begins in a time zone: at the first midnight where clocks are put back over it (Havana, the Azores),
 * and at the first moment where they are put forward over it. The same moment that `at time zone` calls the next day.
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
