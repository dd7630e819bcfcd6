import { database, type Sql } from '../client'
import { placeOf, type PagePlace } from './cursor'
import { cutPage } from './cut-page'
import { inMode, type ModeFilter } from './in-mode'
import { isUuid } from './is-uuid'
import { labelColumns, type Label } from './labels'
import { listPerformers } from './performers'
import { sumUpTo } from './totals'
import { withinDays, type DayRange } from './within-days'

/** A label as History shows it. */
export type PastLabel = Label & { costAccountName: string | null }

export type LabelFilter = DayRange &
  ModeFilter & {
    carrier?: Label['carrier']
    status?: Label['status']
    costAccountCode?: string
    /** Who printed it: a person's or an API key's id. */
    actorId?: string
    /** A part of the reference or the service, in capitals or not. */
    text?: string
  }

export type LabelPage = { labels: PastLabel[]; hasOlder: boolean; hasNewer: boolean }

const columns = (sql: Sql) => sql`${labelColumns(sql)}, c.name as "costAccountName"`

/** The index asks for `<= 'infinity'` (docs/decisions/0005). */
const within = (sql: Sql, teamId: number, filter: LabelFilter) => sql`
  l.team_id = ${teamId} and l.created_at <= 'infinity' ${withinDays(sql, 'l.created_at', teamId, filter)}
  ${inMode(sql, 'l.created_at', teamId, filter)}`

/** What else a filter chooses by. */
const chosen = (sql: Sql, { carrier, status, costAccountCode, actorId, text }: LabelFilter) => sql`
  true ${carrier ? sql`and l.carrier = ${carrier}` : sql``}
  ${status ? sql`and l.status = ${status}` : sql``}
  ${actorId ? sql`and l.actor_id = ${actorId}` : sql``}
  ${
    costAccountCode
      ? sql`and l.cost_account_id = (
    select a.id from cost_accounts a where a.team_id = l.team_id and a.code = ${costAccountCode})`
      : sql``
  }
  ${text ? sql`and (strpos(lower(l.reference), lower(${text})) > 0 or strpos(lower(l.service), lower(${text})) > 0)` : sql``}`

/** A page of labels, newest first, from a place on. */
export async function readLabelPage(
  teamId: number,
  limit: number,
  filter: LabelFilter,
  place?: PagePlace,
): Promise<LabelPage> {
  const { sql } = database()
  const newer = place?.direction === 'newer'
  const rows = await sql<PastLabel[]>`
    select ${columns(sql)} from labels l
    left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
    where ${within(sql, teamId, filter)} and ${chosen(sql, filter)}
    ${place ? sql`and (l.created_at, l.id) ${newer ? sql`>` : sql`<`} ${placeOf(sql, place)}` : sql``}
    order by ${newer ? sql`l.created_at, l.id` : sql`l.created_at desc, l.id desc`} limit ${limit + 1}`
  const { rows: labels, ...page } = cutPage(rows, limit, place?.direction)
  return { labels, ...page }
}

export type LabelTotals = { count: number; fromBalance: number; fromCarriers: number; refunded: number }

/**
 * The totals of the labels of a filter in cents: charged to the balance and not refunded, charged to own carrier accounts,
 * and refunded by USPS. A label whose refund is requested counts until USPS has approved. Null if the period has too many labels to sum (TOTALS_READ).
 */
export async function sumLabels(teamId: number, filter: LabelFilter): Promise<LabelTotals | null> {
  const { sql } = database()
  return sumUpTo(
    sql,
    sql`select l.* from labels l where ${within(sql, teamId, filter)}`,
    sql`select count(*) as count,
        coalesce(sum(l.amount) filter (where l.charged_to = 'postage_balance' and l.status <> 'refunded'), 0)::bigint as "fromBalance",
        coalesce(sum(l.amount) filter (where l.charged_to = 'carrier_account'), 0)::bigint as "fromCarriers",
        coalesce(sum(l.amount) filter (where l.status = 'refunded'), 0)::bigint as refunded
      from read l where ${chosen(sql, filter)}`,
  )
}

/** Everyone who may have printed a label of the team, for the filter. */
export const listLabelPerformers = (teamId: number) => listPerformers(teamId, 'labels:write')

export type LabelRefund = {
  reason: string | null
  requestedBy: string
  requestedAt: Date
  /** USPS's answer; null while there is none. */
  answer: { approved: boolean; by: string; at: Date; note: string | null; intoBalance: number; intoHeld: number } | null
}

/** An entry of a label in the postage balance or in what is held. */
export type LabelEntry = {
  account: 'postage' | 'held'
  seq: number
  kind: string
  /** Signed cents: what the entry did to the account. */
  amount: number
  balanceAfter: number
  at: Date
}

export type LabelInFull = PastLabel & { refund: LabelRefund | null; entries: LabelEntry[] }

type Row = PastLabel & {
  reason: string | null
  requestedBy: string | null
  requestedAt: Date
  approved: boolean | null
  answeredBy: string
  answeredAt: Date
  note: string | null
  intoBalance: number | null
  intoHeld: number | null
}

/** A label with its refund and its entries, oldest first; null for an unknown id and for another team's alike. */
export async function findLabelInFull(teamId: number, id: string): Promise<LabelInFull | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [[row], entries] = await Promise.all([
    sql<Row[]>`
      select ${columns(sql)}, f.reason, f.requested_by as "requestedBy", f.requested_at as "requestedAt", f.approved,
        f.answered_by as "answeredBy", f.answered_at as "answeredAt", f.note, f.into_balance as "intoBalance",
        f.into_held as "intoHeld"
      from labels l
      left join cost_accounts c on c.team_id = l.team_id and c.id = l.cost_account_id
      left join label_refunds f on f.team_id = l.team_id and f.label_id = l.id
      where l.team_id = ${teamId} and l.id = ${id}`,
    sql<LabelEntry[]>`
      select e.account, e.seq, e.kind, e.amount, e.balance_after as "balanceAfter", e.effective_at as at
      from transfers t
      join entries e on e.team_id = t.team_id and e.transfer_id = t.id and e.account in ('postage', 'held')
      where t.team_id = ${teamId} and t.label_id = ${id}
      order by e.created_at, e.account, e.seq`,
  ])
  if (!row) return null
  const { reason, requestedBy, requestedAt, approved, answeredBy, answeredAt, note, intoBalance, intoHeld, ...label } =
    row
  const answer =
    approved === null
      ? null
      : { approved, by: answeredBy, at: answeredAt, note, intoBalance: intoBalance ?? 0, intoHeld: intoHeld ?? 0 }
  return { ...label, refund: requestedBy === null ? null : { reason, requestedBy, requestedAt, answer }, entries }
}
