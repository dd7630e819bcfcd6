import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'

/** More than any run adds, so that no bound is ever met. */
const PLENTY = 1_000_000_000_000

export type HotTeam = { id: number; admin: string; reserve: string }

/** A team whose limit and Reserve Account never run out, with an admin. */
export async function createHotTeam(sql: Sql): Promise<HotTeam> {
  const [{ id }] = await sql<[{ id: number }]>`
    select create_team(${`hot-${randomBytes(4).toString('hex')}`}, 'Hot team', 'UTC', ${PLENTY}) as id`
  const [{ reserve }] = await sql<[{ reserve: string }]>`
    select add_payment_method(${id}, 'reserve_account', 'Reserve Account', null, null, null, true) as reserve`
  await sql`select deposit_reserve(${id}, ${PLENTY}, now())`
  const [{ admin }] = await sql<[{ admin: string }]>`
    insert into users (name, email) values ('Bench Admin', ${`${randomUUID()}@bench.example`}) returning id as admin`
  await sql`insert into memberships (team_id, user_id, role) values (${id}, ${admin}, 'admin')`
  return { id, admin, reserve }
}
