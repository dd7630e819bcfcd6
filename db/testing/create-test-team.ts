import { randomUUID } from 'node:crypto'
import type { Principal } from '../../lib/auth/principal'
import type { Sql } from '../client'

export type TestTeam = {
  id: number
  admin: Principal
  staff: Principal
  card: string
  declinedCard: string
  lostAnswerCard: string
  reserve: string
  purchasePower: string
}

type TeamOptions = {
  balance?: number
  reserve?: number
  creditLimit?: number
  mailstation?: boolean
  limit?: number
}

/** A team with an admin, a staff member, every kind of payment method, and the cost accounts MKT, SALES and OLD (inactive). */
export async function createTestTeam(sql: Sql, options: TeamOptions = {}): Promise<TestTeam> {
  const { balance = 0, reserve = 1_000_000_00, creditLimit = 2_500_00, mailstation = true, limit } = options
  const [{ id }] = await sql<[{ id: number }]>`
    select create_team(p_slug => ${`t-${randomUUID()}`}, p_name => 'Test team') as id`
  if (limit !== undefined) await sql`select set_limits(p_team => ${id}, p_max_balance => ${limit})`
  if (mailstation) await sql`insert into devices (team_id, type, serial) values (${id}, 'mailstation', ${randomUUID()})`
  await sql`
    insert into cost_accounts (team_id, code, name, active)
    values (${id}, 'MKT', 'Marketing', true), (${id}, 'SALES', 'Sales', true), (${id}, 'OLD', 'Old', false)`
  const card = await addMethod(sql, id, 'credit_card', 'Visa •••• 4242', 'test_card_4242424242424242')
  const declinedCard = await addMethod(sql, id, 'credit_card', 'Visa •••• 0002', 'test_card_4000000000000002')
  const lostAnswerCard = await addMethod(sql, id, 'credit_card', 'Visa •••• 0341', 'test_card_4000000000000341')
  const reserveMethod = await addMethod(sql, id, 'reserve_account', 'Reserve Account', null)
  const purchasePower = await addMethod(sql, id, 'purchase_power', 'Purchase Power', null)
  await sql`select set_credit_limit(p_team => ${id}, p_limit => ${creditLimit})`
  if (reserve > 0) await sql`select deposit_reserve(p_team => ${id}, p_amount => ${reserve}, p_effective => now())`
  if (balance > 0) {
    await sql`select import_history(
      p_team => ${id}, p_events => ${sql.json([{ type: 'opening', amount: balance, at: new Date().toISOString() }])})`
  }
  return {
    id,
    admin: await addMember(sql, id, 'admin'),
    staff: await addMember(sql, id, 'staff'),
    card,
    declinedCard,
    lostAnswerCard,
    reserve: reserveMethod,
    purchasePower,
  }
}

/** A new person with a role in the team. */
export async function addMember(sql: Sql, teamId: number, role: 'admin' | 'staff'): Promise<Principal> {
  const [{ id }] = await sql<[{ id: string }]>`
    insert into users (name, email) values (${`Test ${role}`}, ${`${randomUUID()}@test.example`}) returning id`
  await sql`insert into memberships (team_id, user_id, role) values (${teamId}, ${id}, ${role})`
  return { type: 'user', id, teamId }
}

async function addMethod(
  sql: Sql,
  teamId: number,
  type: string,
  label: string,
  reference: string | null,
): Promise<string> {
  const [{ id }] = await sql<[{ id: string }]>`
    select add_payment_method(
      p_team => ${teamId}, p_type => ${type}, p_label => ${label}, p_processor_ref => ${reference}) as id`
  return id
}
