import type { Sql } from '../client'

/** Inclusive days in the team's time zone, `2026-11-22`. */
export type DayRange = { from?: string; to?: string }

/** Rows whose time (`l.created_at`) lies in a range of days; a day of the team begins at midnight in its own time zone. */
export const withinDays = (sql: Sql, time: string, teamId: number, { from, to }: DayRange) => sql`
  ${from ? sql`and ${sql(time)} >= ${from}::date::timestamp at time zone (select time_zone from teams where id = ${teamId})` : sql``}
  ${to ? sql`and ${sql(time)} < (${to}::date + 1)::timestamp at time zone (select time_zone from teams where id = ${teamId})` : sql``}`
