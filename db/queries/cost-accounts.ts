import { database } from '../client'

export type CostAccount = { code: string; name: string; description: string | null; active: boolean }

/** The team's cost accounts by name. */
export async function listCostAccounts(teamId: number): Promise<CostAccount[]> {
  return database().sql<CostAccount[]>`
    select code, name, description, active from cost_accounts where team_id = ${teamId} order by lower(name), code`
}

export type CostAccountSpending = { name: string; amount: number }

/**
 * Where postage went since the month began in the team's time zone: USPS labels by cost account in cents, most first;
 * what was booked nowhere stands as `None`.
 */
export async function listSpendingThisMonth(teamId: number): Promise<CostAccountSpending[]> {
  return database().sql<CostAccountSpending[]>`
    select coalesce(c.name, 'None') as name, sum(l.amount)::bigint as amount
    from labels l
    join teams t on t.id = l.team_id
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where l.team_id = ${teamId} and l.charged_to = 'postage_balance' and l.status <> 'refunded'
      and l.created_at <= 'infinity' and l.created_at >= date_trunc('month', now() at time zone t.time_zone) at time zone t.time_zone
    group by 1 order by 2 desc, 1`
}
