import { database } from '../client'

export type RefillRules = { hasMailstation: boolean; cardFeeBasisPoints: number; requireCostAccount: boolean }

/** What of the team's settings bears on a refill. */
export async function readRefillRules(teamId: number): Promise<RefillRules> {
  const [rules] = await database().sql<[RefillRules]>`
    select require_cost_account_on_refill as "requireCostAccount", card_fee_basis_points as "cardFeeBasisPoints",
      exists (select from devices d where d.team_id = t.id and d.type = 'mailstation' and d.active) as "hasMailstation"
    from teams t where t.id = ${teamId}`
  return rules
}

/** Whether every label has to name a cost account. */
export async function requiresCostAccountOnLabel(teamId: number): Promise<boolean> {
  const [rules] = await database().sql<[{ required: boolean }]>`
    select require_cost_account_on_label as required from teams where id = ${teamId}`
  return rules.required
}

export type Admin = { name: string; email: string | null }

/** The team's active admins by name: whom staff may ask. */
export async function listAdmins(teamId: number): Promise<Admin[]> {
  return database().sql<Admin[]>`
    select person_name(u) as name, u.email
    from memberships m join users u on u.id = m.user_id
    where m.team_id = ${teamId} and m.role = 'admin' and m.active order by 1, 2`
}

/** The day that it is for the team now, by its time zone: `2026-11-22`. */
export async function readToday(teamId: number): Promise<string> {
  const [{ today }] = await database().sql<[{ today: string }]>`
    select to_char(now() at time zone time_zone, 'YYYY-MM-DD') as today from teams where id = ${teamId}`
  return today
}

export type TeamMode = { mode: 'test' | 'live' | null; liveSince: Date | null }

/** Whether the team's money is real (null: no server has told yet), and when its test round ended, if it had one. */
export async function readMode(teamId: number): Promise<TeamMode> {
  const [found] = await database().sql<
    [TeamMode]
  >`select mode, live_since as "liveSince" from teams where id = ${teamId}`
  return found
}
