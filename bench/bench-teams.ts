import { randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'

/** More than any run adds or spends, so that no bound is ever met. */
const PLENTY = 1_000_000_000_000

export type BenchTeam = { id: number; reserve: string }

export type BenchTeams = { teams: BenchTeam[]; admin: string }

/** So many teams whose balance, limit and Reserve Account never run out, with one admin for all of them. */
export async function createBenchTeams(sql: Sql, slug: string, count: number): Promise<BenchTeams> {
  const [{ admin }] = await sql<[{ admin: string }]>`
    insert into users (name, email) values ('Bench Admin', ${`${randomUUID()}@bench.example`}) returning id as admin`
  await sql`select create_team(
    p_slug => ${slug} || '-' || n, p_name => 'Bench team', p_time_zone => 'UTC',
    p_max_balance => ${2 * PLENTY}) from generate_series(1, ${count}) n`
  const ours = sql`teams t where t.slug like ${`${slug}-%`}`
  const teams = await sql<BenchTeam[]>`
    select t.id, add_payment_method(
      p_team => t.id, p_type => 'reserve_account', p_label => 'Reserve Account',
      p_default => true) as reserve from ${ours}`
  await sql`insert into memberships (team_id, user_id, role) select t.id, ${admin}, 'admin' from ${ours}`
  await sql`
    select deposit_reserve(p_team => t.id, p_amount => ${PLENTY}, p_effective => now()),
      post_transfer(
        p_team => t.id, p_kind => 'opening', p_debit => 'postage', p_credit => 'adjustments', p_amount => ${PLENTY},
        p_now => clock_timestamp(), p_effective => clock_timestamp())
    from ${ours}`
  return { teams, admin }
}
