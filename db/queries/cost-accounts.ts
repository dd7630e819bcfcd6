import { database } from '../client'
import { inMode } from './in-mode'
import { isUuid } from './is-uuid'
import { beginningOf, zoneOf } from './within-days'

export type CostAccount = { code: string; name: string; description: string | null; active: boolean }

/** The team's cost accounts by name. */
export async function listCostAccounts(teamId: number): Promise<CostAccount[]> {
  return database().sql<CostAccount[]>`
    select code, name, description, active from cost_accounts where team_id = ${teamId} order by lower(name), code`
}

export type CostAccountNode = CostAccount & {
  id: string
  parentId: string | null
  /** From 1, which stands under nobody, to 3. */
  level: number
}

/** The team's cost accounts as a tree: each one after its parent, those of one parent by name. */
export async function listCostAccountTree(teamId: number): Promise<CostAccountNode[]> {
  const rows = await database().sql<CostAccountNode[]>`
    select id, code, name, description, active, parent_id as "parentId", level
    from cost_accounts where team_id = ${teamId} order by lower(name), code`
  const children = new Map<string | null, CostAccountNode[]>()
  for (const row of rows) {
    const siblings = children.get(row.parentId)
    if (siblings) siblings.push(row)
    else children.set(row.parentId, [row])
  }
  const under = (parent: string | null): CostAccountNode[] =>
    (children.get(parent) ?? []).flatMap((row) => [row, ...under(row.id)])
  return under(null)
}

/** Whether postage was ever booked to it: its code then stands as it is. False for what is not the team's. */
export async function isCostAccountUsed(teamId: number, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const [row] = await database().sql<[{ used: boolean }]>`select is_cost_account_used(
    p_team => ${teamId}, p_cost_account => ${id}) as used`
  return row.used
}

export type CostAccountRules = { onRefill: boolean; onLabel: boolean }

/** Whether a cost account has to be chosen when postage is added, and when it is printed. */
export async function readCostAccountRules(teamId: number): Promise<CostAccountRules> {
  const [rules] = await database().sql<[CostAccountRules]>`
    select require_cost_account_on_refill as "onRefill", require_cost_account_on_label as "onLabel"
    from teams where id = ${teamId}`
  return rules
}

export type CostAccountSpending = { name: string; amount: number }

/**
 * What the team spent on USPS labels since the start of the month in its time zone, by cost account in cents, largest
 * first. Labels without a cost account appear as `None`.
 */
export async function listSpendingThisMonth(teamId: number): Promise<CostAccountSpending[]> {
  const { sql } = database()
  const zone = zoneOf(sql, teamId)
  const firstDay = sql`date_trunc('month', now() at time zone ${zone})::date`
  return sql<CostAccountSpending[]>`
    select coalesce(c.name, 'None') as name, sum(l.amount)::bigint as amount
    from labels l
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where l.team_id = ${teamId} and l.charged_to = 'postage_balance' and l.status <> 'refunded'
      and l.created_at <= 'infinity' and l.created_at >= ${beginningOf(sql, firstDay, zone)}
      ${inMode(sql, 'l.created_at', teamId, {})}
    group by 1 order by 2 desc, 1`
}
