import { database } from '../client'

export type PostageDay = {
  /** `2026-11-22`, in the team's time zone. */
  day: string
  /** Cents: added by refills, taken by labels, given back by label refunds; `other` is the rest, signed. */
  added: number
  printed: number
  refunded: number
  other: number
  /** The balance at the day's end. */
  closing: number
}

/**
 * The days of a team's balance from one day on, oldest first. A day without entries has no row. Read from the daily
 * roll-up and from the entries that are not in it yet.
 */
export async function listPostageDays(teamId: number, from: string): Promise<PostageDay[]> {
  return database().sql<PostageDay[]>`
    with team as (
      select t.time_zone, case when f.time_zone = t.time_zone then f.seq else 0 end as folded
      from teams t left join postage_day_folds f on f.team_id = t.id where t.id = ${teamId}
    ), days as (
      select d.day, d.added, d.printed, d.refunded, d.other, d.closing, d.last_seq
      from postage_days d cross join team where d.team_id = ${teamId} and d.day >= ${from}::date and team.folded > 0
      union all
      select n.* from team cross join sum_postage_days(
        p_team => ${teamId}, p_time_zone => team.time_zone, p_after => coalesce(team.folded, 0),
        p_through => 9223372036854775807) n
      where n.day >= ${from}::date
    )
    select to_char(day, 'YYYY-MM-DD') as day, sum(added)::bigint as added, sum(printed)::bigint as printed,
      sum(refunded)::bigint as refunded, sum(other)::bigint as other,
      (array_agg(closing order by last_seq desc))[1] as closing
    from days group by day order by day`
}
