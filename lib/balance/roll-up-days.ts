import { database } from '../../db/client'
import { runEvery } from '../run-every'

/** Entries at one turn: a fraction of a second. */
const AT_ONCE = 20_000

/**
 * Brings the daily roll-up of every team up to date with its entries, in at most `turns` turns, and returns how many
 * teams were rolled up. Several processes can call it at once: one of them handles each team.
 */
export async function rollUpDays(turns = 50): Promise<number> {
  const { sql } = database()
  const behind = await sql<{ teamId: number }[]>`
    select a.team_id as "teamId" from ledger_accounts a join teams t on t.id = a.team_id
    left join postage_day_folds f on f.team_id = a.team_id
    where a.kind = 'postage' and (a.seq > coalesce(f.seq, 0) or f.time_zone <> t.time_zone)`
  let total = 0
  for (const { teamId } of behind) {
    for (; turns > 0; turns--) {
      const [{ folded }] = await sql<[{ folded: number }]>`select roll_up_postage_days(
        p_team => ${teamId}, p_limit => ${AT_ONCE}) as folded`
      total += folded
      if (folded < AT_ONCE) break
    }
  }
  return total
}

/** Updates the days of every team's balance once a minute. Several processes can do so at once. */
export function startRollUpJob(): void {
  runEvery('roll-up', 60_000, rollUpDays, 'the days of the balance are rolled up')
}
