import { database, type Sql } from '../client'
import { placeOf, type Cursor } from './cursor'
import { inMode, type ModeFilter } from './in-mode'
import { isUuid } from './is-uuid'

export type Label = {
  id: string
  carrier: 'usps' | 'ups' | 'fedex'
  service: string | null
  amount: number
  status: 'printed' | 'refund_requested' | 'refunded' | 'refund_denied'
  chargedTo: 'postage_balance' | 'carrier_account'
  balanceAfter: number | null
  costAccount: string | null
  reference: string | null
  performedBy: string
  createdAt: Date
  /** No real postage was paid: the label is of test mode. */
  isTest: boolean
  /** Of a test round that is over: nothing of it moves money again. */
  isOfTestRound: boolean
  position: number
}

/** A label `l` with its cost account `c`. */
export const labelColumns = (sql: Sql) => sql`
  l.id, l.carrier, l.service, l.amount, l.status, l.charged_to as "chargedTo", l.balance_after as "balanceAfter",
  c.code as "costAccount", l.reference, l.actor_name as "performedBy", l.created_at as "createdAt",
  microseconds(l.created_at) as position, is_of_test_mode(p_team => l.team_id, p_created_at => l.created_at) as "isTest",
  is_of_test_round(p_team => l.team_id, p_created_at => l.created_at) as "isOfTestRound"`

/** One label of a team; null for an unknown id and for another team's alike. */
export async function findLabel(teamId: number, id: string): Promise<Label | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [label] = await sql<Label[]>`
    select ${labelColumns(sql)} from labels l
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where l.team_id = ${teamId} and l.id = ${id}`
  return label ?? null
}

/** The label that a key has printed for a team; null for none yet. */
export async function findLabelByKey(teamId: number, key: string): Promise<Label | null> {
  const { sql } = database()
  const [label] = await sql<Label[]>`
    select ${labelColumns(sql)} from idempotency_keys k join labels l on l.team_id = k.team_id and l.id = k.resource_id
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where k.team_id = ${teamId} and k.operation = 'label' and k.key = ${key}`
  return label ?? null
}

/** Labels newest first, from a cursor on. The index asks for `<= 'infinity'` (docs/decisions/0005). */
export async function listLabels(
  teamId: number,
  limit: number,
  after?: Cursor,
  filter: ModeFilter = {},
): Promise<Label[]> {
  const { sql } = database()
  return sql<Label[]>`
    select ${labelColumns(sql)} from labels l
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where l.team_id = ${teamId} and l.created_at <= 'infinity' ${inMode(sql, 'l.created_at', teamId, filter)}
    ${after ? sql`and (l.created_at, l.id) < ${placeOf(sql, after)}` : sql``}
    order by l.created_at desc, l.id desc limit ${limit}`
}
