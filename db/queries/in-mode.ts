import type { Sql } from '../client'

/** No account has so many entries. */
const LAST = Number.MAX_SAFE_INTEGER

/**
 * Which money the rows of a history are of. Without a mode: the team's present mode. `test`: of test mode, which is the
 * test round of a team that is live now.
 */
export type ModeFilter = { mode?: 'test' }

/**
 * Entries of an account (`e`) of a mode. Those of the test round have the lowest numbers: a page of them begins there, so
 * that it does not read what came later.
 */
export const entriesInMode = (sql: Sql, teamId: number, account: string, filter: ModeFilter) =>
  filter.mode === 'test'
    ? sql`and e.seq <= (select case when t.mode = 'test' then ${LAST} else last_test_entry(p_team => t.id, p_account => ${account}) end
      from teams t where t.id = ${teamId})`
    : inMode(sql, 'e.created_at', teamId, filter)

/** Rows whose time (`l.created_at`) is of a mode. What is older than `teams.live_since` is of the test round. */
export const inMode = (sql: Sql, time: string, teamId: number, { mode }: ModeFilter) =>
  mode === 'test'
    ? sql`and ${sql(time)} < (select coalesce(t.live_since, case when t.mode = 'test' then 'infinity'::timestamptz else '-infinity' end)
      from teams t where t.id = ${teamId})`
    : sql`and ${sql(time)} >= (select coalesce(t.live_since, '-infinity'::timestamptz) from teams t where t.id = ${teamId})`
