import { database } from '../client'
import { cutPage } from './cut-page'
import { entriesInMode, type ModeFilter } from './in-mode'

export type BankAccount = 'reserve' | 'purchase_power'

export type AccountState = {
  /** Whether refills can be paid from it. */
  isSetUp: boolean
  active: boolean
  /** What is in the Reserve Account, or what is drawn on Purchase Power, in cents. */
  balance: number
  /** What Purchase Power may be drawn to; 0 for the Reserve Account. */
  limit: number
  /** Today in the team's time zone by the database's clock, `2026-11-22`, and the same day a year before. */
  today: string
  yearAgo: string
}

/** The Reserve Account or Purchase Power of a team at this moment. */
export async function readAccountState(teamId: number, account: BankAccount): Promise<AccountState> {
  const [state] = await database().sql<[AccountState]>`
    select m.id is not null as "isSetUp", coalesce(m.active, false) as active,
      abs(balance(a)) as balance, -a.min_balance as "limit",
      to_char(now() at time zone t.time_zone, 'YYYY-MM-DD') as today,
      to_char((now() at time zone t.time_zone)::date - interval '1 year', 'YYYY-MM-DD') as "yearAgo"
    from ledger_accounts a join teams t on t.id = a.team_id
    left join payment_methods m on m.team_id = a.team_id
      and m.type = case a.kind when 'reserve' then 'reserve_account' else 'purchase_power' end::payment_method_type
    where a.team_id = ${teamId} and a.kind = ${account}`
  return state
}

export type StatementReceipt = {
  id: string
  reference: string
  /** Its day, `2026-11-22`. */
  receivedOn: string
  /** Another line takes it back. */
  isCorrected: boolean
  /** It is neither corrected nor a correction, nor of the test round of a team that is live. */
  mayBeCorrected: boolean
  /** Of a correction: why. Null for a deposit or payment itself. */
  reason: string | null
}

export type StatementLine = {
  seq: number
  kind: string
  /** Signed cents: what the entry did to the account, a debit positive. */
  amount: number
  balanceAfter: number
  at: Date
  /**
   * The person who recorded the deposit or payment, performed the refill, printed the label, or requested its refund.
   * Null for automatic entries (held money is added, a processor reverses a charge) and for entries that the operator
   * imported.
   */
  performedBy: string | null
  /** A deposit or payment, or what takes a wrong one back. */
  receipt: StatementReceipt | null
  /** The refill that was paid from the account, or given back to it. */
  refill: { id: string; reference: string } | null
  /** The label that was printed from the account, or whose postage was given back. */
  label: { id: string; service: string | null; reference: string | null } | null
}

export type StatementPage = { lines: StatementLine[]; hasOlder: boolean; hasNewer: boolean }

/** Where a page of a statement begins: before (older than) or after (newer than) a sequence number. */
export type StatementPlace = { seq: number; direction: 'older' | 'newer' }

/** Every entry of the account in a mode, newest first, by keyset of its gapless sequence. */
export async function readStatement(
  teamId: number,
  account: BankAccount | 'postage',
  limit: number,
  place?: StatementPlace,
  filter: ModeFilter = {},
): Promise<StatementPage> {
  const { sql } = database()
  const newer = place?.direction === 'newer'
  const from = place ? (newer ? sql`and e.seq > ${place.seq}` : sql`and e.seq < ${place.seq}`) : sql``
  const rows = await sql<StatementLine[]>`
    select e.seq, e.kind, e.amount, e.balance_after as "balanceAfter", e.effective_at as at,
      case when b.id is not null then jsonb_build_object(
        'id', b.id, 'reference', b.reference, 'receivedOn', b.received_on, 'reason', b.reason,
        'isCorrected', c.id is not null, 'mayBeCorrected',
        c.id is null and b.corrects_id is null and not is_of_test_round(p_team => b.team_id, p_created_at => b.created_at)) end as receipt,
      case e.kind when 'fund_reversal' then null when 'postage_refund' then f.requested_by
        else coalesce(b.actor_name, r.actor_name, l.actor_name) end as "performedBy",
      case when r.id is not null then jsonb_build_object('id', r.id, 'reference', r.reference) end as refill,
      case when l.id is not null then jsonb_build_object(
        'id', l.id, 'service', l.service, 'reference', l.reference) end as label
    from entries e
    join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
    left join bank_receipts b on b.team_id = e.team_id and b.transfer_id = e.transfer_id
    left join bank_receipts c on c.team_id = b.team_id and c.corrects_id = b.id
    left join refills r on r.team_id = t.team_id and r.id = t.refill_id
    left join labels l on l.team_id = t.team_id and l.id = t.label_id
    left join label_refunds f on f.team_id = t.team_id and f.label_id = t.label_id
    where e.team_id = ${teamId} and e.account = ${account} ${from} ${entriesInMode(sql, teamId, account, filter)}
    order by e.seq ${newer ? sql`asc` : sql`desc`} limit ${limit + 1}`
  const { rows: lines, ...page } = cutPage(rows, limit, place?.direction)
  return { lines, ...page }
}
