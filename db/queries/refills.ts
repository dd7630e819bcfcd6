import { database, type Sql } from '../client'
import { placeOf, type Cursor, type PagePlace } from './cursor'
import { cutPage } from './cut-page'
import { inMode, type ModeFilter } from './in-mode'
import { isUuid } from './is-uuid'
import { listPerformers } from './performers'
import { sumUpTo } from './totals'
import { withinDays, type DayRange } from './within-days'

export type RefillStatus = 'processing' | 'posted' | 'failed' | 'reversed'

/** A cost account's part of a refill in cents: what was bought for it, and what is left of that. */
export type CostAccountShare = { code: string; name: string; amount: number; net: number }

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
  /** Of amount and fee: what disputes have taken, in cents. After a refund it can be more than what was left. */
  disputed: number
  disputedFee: number
  /** What is left of amount and fee after both, in cents, never below 0. */
  net: number
  netFee: number
  /** The database had lost it, and it was made again from the processor's books. */
  recovered: boolean
  balanceBefore: number
  balanceAfter: number | null
  methodId: string
  methodType: 'credit_card' | 'reserve_account' | 'purchase_power'
  methodLabel: string
  costAccounts: CostAccountShare[]
  performedBy: string
  source: 'web' | 'api' | 'auto'
  memo: string | null
  failureCode: string | null
  failureMessage: string | null
  /** Where the person confirms the payment with their bank, while the refill waits for that. */
  actionUrl: string | null
  createdAt: Date
  postedAt: Date | null
  /** No real money moved: the refill is of test mode. */
  isTest: boolean
  /** Where a page of history goes on: microseconds since 1970 of `createdAt`. */
  position: number
}

export type RefillFilter = DayRange &
  ModeFilter & {
    methodId?: string
    costAccountCode?: string
    /** Who performed it: a person's or an API key's id. */
    actorId?: string
    status?: RefillStatus
  }

/** What is left of a refill `r` after refunds and disputes, in cents. */
const netPostage = (sql: Sql) => sql`net_of(p_amount => r.amount, p_refunded => r.refunded, p_disputed => r.disputed)`
const netFee = (sql: Sql) => sql`net_of(p_amount => r.fee, p_refunded => r.refunded_fee, p_disputed => r.disputed_fee)`

const netShares = (sql: Sql) => sql`net_shares(p_team => r.team_id, p_refill => r.id, p_net => ${netPostage(sql)})`

/** A refill `r` without its cost accounts. */
export const refillColumns = (sql: Sql) => sql`
  r.id, r.reference, r.status, r.amount, r.fee, r.amount + r.fee as "totalCharged",
  r.refunded, r.refunded_fee as "refundedFee", r.disputed, r.disputed_fee as "disputedFee", r.recovered,
  ${netPostage(sql)} as net, ${netFee(sql)} as "netFee", r.action_url as "actionUrl", r.balance_before as "balanceBefore",
  r.balance_after as "balanceAfter", r.payment_method_id as "methodId", r.payment_method_type as "methodType",
  r.payment_method_label as "methodLabel", r.actor_name as "performedBy", r.source, r.memo,
  r.failure_code as "failureCode", r.failure_message as "failureMessage", r.created_at as "createdAt",
  r.posted_at as "postedAt", microseconds(r.created_at) as position,
  is_of_test_mode(p_team => r.team_id, p_created_at => r.created_at) as "isTest"`

const columns = (sql: Sql) => sql`
  ${refillColumns(sql)}, coalesce((
    select jsonb_agg(jsonb_build_object('code', s.code, 'name', s.name, 'amount', s.amount, 'net', s.net) order by s.amount desc, s.code)
    from ${netShares(sql)} s), '[]') as "costAccounts"`

/** The index asks for `<= 'infinity'` (docs/decisions/0005). */
const within = (sql: Sql, teamId: number, filter: RefillFilter) => sql`
  r.team_id = ${teamId} and r.created_at <= 'infinity' ${withinDays(sql, 'r.created_at', teamId, filter)}
  ${inMode(sql, 'r.created_at', teamId, filter)}`

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

/** The refill that a key has made for a team; null for none yet. One that was recovered has no key, only its id. */
export async function findRefillByKey(teamId: number, key: string): Promise<Refill | null> {
  const { sql } = database()
  const [refill] = await sql<Refill[]>`
    select ${columns(sql)} from refills r
    where r.team_id = ${teamId} and r.id = coalesce(
      (select k.resource_id from idempotency_keys k where k.team_id = ${teamId} and k.operation = 'refill' and k.key = ${key}),
      refill_id(p_team => ${teamId}, p_key => ${key}))`
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

export type RefillTotals = {
  count: number
  /** After refunds and disputes, in cents. */
  amount: number
  fee: number
  totalCharged: number
  /** Amount and fee before them. */
  charged: number
}

/** What counts of the rows that were `read`: of each refill all, or the share of a cost account. */
const wholes = (sql: Sql, filter: RefillFilter) => sql`
  select r.amount, ${netPostage(sql)} as net, r.fee, ${netFee(sql)} as net_fee
  from read r where ${chosen(sql, filter)} and r.status = 'posted'`

const shares = (sql: Sql, filter: RefillFilter, code: string) => sql`
  select s.amount, s.net, case when s.bears_fee then r.fee else 0 end as fee,
    case when s.bears_fee then ${netFee(sql)} else 0 end as net_fee
  from read r cross join lateral ${netShares(sql)} s
  where ${chosen(sql, filter)} and r.status = 'posted' and s.code = ${code}`

/**
 * The totals of the posted refills of a filter in cents, after refunds and disputes. Pending, failed, and reversed refills
 * do not count. With a cost account, only its shares count: its net share of the postage, and the fee where it bears it
 * (db/functions/16-net-shares.sql). Null if the period has too many refills to sum (TOTALS_READ).
 */
export async function sumRefills(teamId: number, filter: RefillFilter): Promise<RefillTotals | null> {
  const { sql } = database()
  const code = filter.costAccountCode
  return sumUpTo(
    sql,
    sql`select r.team_id, r.id, r.created_at, r.status, r.amount, r.fee, r.refunded, r.refunded_fee, r.disputed,
        r.disputed_fee, r.payment_method_id, r.actor_id
      from refills r where ${within(sql, teamId, filter)}`,
    sql`select count(*) as count, coalesce(sum(c.net), 0)::bigint as amount, coalesce(sum(c.net_fee), 0)::bigint as fee,
        coalesce(sum(c.net + c.net_fee), 0)::bigint as "totalCharged",
        coalesce(sum(c.amount + c.fee), 0)::bigint as charged
      from (${code ? shares(sql, filter, code) : wholes(sql, filter)}) c`,
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
