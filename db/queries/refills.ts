import { database, type Sql } from '../client'
import { placeOf, type Cursor, type PagePlace } from './cursor'
import { cutPage } from './cut-page'
import { isUuid } from './is-uuid'
import { listPerformers } from './performers'
import { sumUpTo } from './totals'
import { withinDays, type DayRange } from './within-days'

export type RefillStatus = 'processing' | 'posted' | 'failed' | 'reversed'

export type Refill = {
  id: string
  reference: string
  status: RefillStatus
  amount: number
  fee: number
  totalCharged: number
  /** Of amount and fee: what has gone back to the card, in cents; a chargeback is not in it. */
  refunded: number
  refundedFee: number
  balanceBefore: number
  balanceAfter: number | null
  methodId: string
  methodType: 'credit_card' | 'reserve_account' | 'purchase_power'
  methodLabel: string
  costAccounts: { code: string; name: string; amount: number }[]
  performedBy: string
  source: 'web' | 'api' | 'auto'
  memo: string | null
  failureCode: string | null
  failureMessage: string | null
  /** Where the person confirms the payment with their bank, while the refill waits for that. */
  actionUrl: string | null
  createdAt: Date
  postedAt: Date | null
  /** Where a page of history goes on: microseconds since 1970 of `createdAt`. */
  position: number
}

export type RefillFilter = DayRange & {
  methodId?: string
  costAccountCode?: string
  /** Who performed it: a person's or an API key's id. */
  actorId?: string
  status?: RefillStatus
}

/** A refill `r` without its cost accounts. */
export const refillColumns = (sql: Sql) => sql`
  r.id, r.reference, r.status, r.amount, r.fee, r.amount + r.fee as "totalCharged",
  r.refunded, r.refunded_fee as "refundedFee", r.action_url as "actionUrl", r.balance_before as "balanceBefore",
  r.balance_after as "balanceAfter", r.payment_method_id as "methodId", r.payment_method_type as "methodType",
  r.payment_method_label as "methodLabel", r.actor_name as "performedBy", r.source, r.memo,
  r.failure_code as "failureCode", r.failure_message as "failureMessage", r.created_at as "createdAt",
  r.posted_at as "postedAt", microseconds(r.created_at) as position`

const columns = (sql: Sql) => sql`
  ${refillColumns(sql)}, coalesce((
    select jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name, 'amount', x.amount) order by x.amount desc, c.code)
    from refill_allocations x join cost_accounts c on c.team_id = x.team_id and c.id = x.cost_account_id
    where x.team_id = r.team_id and x.refill_id = r.id), '[]') as "costAccounts"`

/** The index asks for `<= 'infinity'` (docs/decisions/0005). */
const within = (sql: Sql, teamId: number, filter: RefillFilter) => sql`
  r.team_id = ${teamId} and r.created_at <= 'infinity' ${withinDays(sql, 'r.created_at', teamId, filter)}`

/** What else a filter chooses by. */
const chosen = (sql: Sql, filter: RefillFilter) => sql`
  true ${filter.methodId ? sql`and r.payment_method_id::text = ${filter.methodId}` : sql``}
  ${filter.actorId ? sql`and r.actor_id = ${filter.actorId}` : sql``}
  ${filter.status ? sql`and r.status = ${filter.status}` : sql``}
  ${
    filter.costAccountCode
      ? sql`and exists (
    select from refill_allocations x join cost_accounts c on c.team_id = x.team_id and c.id = x.cost_account_id
    where x.team_id = r.team_id and x.refill_id = r.id and c.code = ${filter.costAccountCode})`
      : sql``
  }`

const matching = (sql: Sql, teamId: number, filter: RefillFilter) =>
  sql`${within(sql, teamId, filter)} and ${chosen(sql, filter)}`

/** One refill of a team; null for an unknown id and for another team's alike. */
export async function findRefill(teamId: number, id: string): Promise<Refill | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [refill] = await sql<Refill[]>`
    select ${columns(sql)} from refills r where r.team_id = ${teamId} and r.id = ${id}`
  return refill ?? null
}

/** The refill that a key has made for a team; null for none yet. */
export async function findRefillByKey(teamId: number, key: string): Promise<Refill | null> {
  const { sql } = database()
  const [refill] = await sql<Refill[]>`
    select ${columns(sql)} from idempotency_keys k join refills r on r.team_id = k.team_id and r.id = k.resource_id
    where k.team_id = ${teamId} and k.operation = 'refill' and k.key = ${key}`
  return refill ?? null
}

/** Refills newest first, from a cursor (the last row of the page before) on. */
export async function listRefills(
  teamId: number,
  limit: number,
  filter: RefillFilter = {},
  after?: Cursor,
): Promise<Refill[]> {
  const { sql } = database()
  return sql<Refill[]>`
    select ${columns(sql)} from refills r where ${matching(sql, teamId, filter)}
    ${after ? sql`and (r.created_at, r.id) < ${placeOf(sql, after)}` : sql``}
    order by r.created_at desc, r.id desc limit ${limit}`
}

export type RefillPage = { refills: Refill[]; hasOlder: boolean; hasNewer: boolean }

/** A page of the History screen: refills on their way stand on top of the first page and nowhere else. */
export async function readRefillPage(
  teamId: number,
  limit: number,
  filter: RefillFilter,
  place?: PagePlace,
): Promise<RefillPage> {
  const { sql } = database()
  const newer = place?.direction === 'newer'
  const order = newer ? sql`r.created_at, r.id` : sql`r.created_at desc, r.id desc`
  const resolved = sql<Refill[]>`
    select ${columns(sql)} from refills r
    where ${matching(sql, teamId, filter)} and r.status <> 'processing'
    ${place ? sql`and (r.created_at, r.id) ${newer ? sql`>` : sql`<`} ${placeOf(sql, place)}` : sql``}
    order by ${order} limit ${limit + 1}`
  const processing =
    place || (filter.status && filter.status !== 'processing')
      ? []
      : sql<Refill[]>`
        select ${columns(sql)} from refills r
        where ${matching(sql, teamId, filter)} and r.status = 'processing'
        order by r.created_at desc, r.id desc limit ${limit}`
  const [onTheirWay, rows] = await Promise.all([processing, resolved])
  const { rows: refills, ...page } = cutPage(rows, limit, place?.direction)
  return { refills: [...onTheirWay, ...refills], ...page }
}

export type RefillTotals = { count: number; amount: number; fee: number; totalCharged: number }

/**
 * The totals of the posted refills of a filter in cents. Pending, failed, and reversed refills do not count. Null if
 * the period has too many refills to sum (TOTALS_READ).
 */
export async function sumRefills(teamId: number, filter: RefillFilter): Promise<RefillTotals | null> {
  const { sql } = database()
  return sumUpTo(
    sql,
    sql`select r.team_id, r.id, r.created_at, r.status, r.amount, r.fee, r.payment_method_id, r.actor_id
      from refills r where ${within(sql, teamId, filter)}`,
    sql`select count(*) as count, coalesce(sum(r.amount), 0)::bigint as amount, coalesce(sum(r.fee), 0)::bigint as fee,
        coalesce(sum(r.amount + r.fee), 0)::bigint as "totalCharged"
      from read r where ${chosen(sql, filter)} and r.status = 'posted'`,
  )
}

/** How many refills of a team are on their way, their room reserved. */
export async function countRefillsOnTheirWay(teamId: number): Promise<number> {
  const [{ count }] = await database().sql<[{ count: number }]>`
    select count(*) as count from refills where team_id = ${teamId} and status = 'processing'`
  return count
}

/** Everyone who may have performed a refill of the team, for the filter. */
export const listRefillPerformers = (teamId: number) => listPerformers(teamId, 'refills:write')
