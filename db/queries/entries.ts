import { database } from '../client'
import { entriesInMode, type ModeFilter } from './in-mode'

export type Entry = {
  account: string
  seq: number
  transferId: string
  kind: string
  amount: number
  balanceAfter: number
  refillId: string | null
  labelId: string | null
  /** Of test mode: no real money moved. */
  isTest: boolean
  /** RFC 3339 in UTC with microseconds: exactly what the hash was made over. */
  createdAt: string
  previousHash: string
  hash: string
}

/**
 * Entries of the postage account, newest first, before a sequence number. Keyset by the primary key. Without a filter the
 * whole chain, whatever the mode.
 */
export async function listPostageEntries(
  teamId: number,
  limit: number,
  before?: number,
  filter?: ModeFilter,
): Promise<Entry[]> {
  const { sql } = database()
  return sql<Entry[]>`
    select e.account, e.seq, e.transfer_id as "transferId", e.kind, e.amount, e.balance_after as "balanceAfter",
      t.refill_id as "refillId", t.label_id as "labelId",
      to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as "previousHash", encode(e.hash, 'hex') as hash,
      is_of_test_mode(p_team => e.team_id, p_created_at => e.created_at) as "isTest"
    from entries e
    join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
    left join entries p on p.team_id = e.team_id and p.account = e.account and p.seq = e.seq - 1
    where e.team_id = ${teamId} and e.account = 'postage' ${before === undefined ? sql`` : sql`and e.seq < ${before}`}
    ${filter ? entriesInMode(sql, teamId, 'postage', filter) : sql``}
    order by e.seq desc limit ${limit}`
}

/** An entry of any account with everything that its hash covers, and what belongs to its transfer. */
export type ChainEntry = Omit<Entry, 'isTest'> & {
  teamId: number
  /** Microseconds since 1970: `createdAt` as the hash takes it. */
  createdMicroseconds: number
  effectiveAt: string
  /** Null where somebody has removed the transfer. */
  phase: string | null
}

/** Which accounts of a team have entries, and the last one of each, as they were at one moment. */
export async function listChainEnds(teamId: number): Promise<{ account: string; seq: number }[]> {
  const { sql } = database()
  return sql<{ account: string; seq: number }[]>`
    select a.account, e.seq from unnest(enum_range(null::account_kind)) as a(account)
    cross join lateral (select max(seq) as seq from entries where team_id = ${teamId} and account = a.account) e
    where e.seq is not null order by a.account`
}

/** Entries of one account, oldest first, after one sequence number and up to another. Keyset by the primary key. */
export async function listChain(
  teamId: number,
  account: string,
  after: number,
  upTo: number,
  limit: number,
): Promise<ChainEntry[]> {
  const { sql } = database()
  return sql<ChainEntry[]>`
    select e.team_id as "teamId", e.account, e.seq, e.transfer_id as "transferId", e.kind, e.amount,
      e.balance_after as "balanceAfter", t.phase, t.refill_id as "refillId", t.label_id as "labelId",
      to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      microseconds(e.created_at) as "createdMicroseconds",
      to_char(e.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "effectiveAt",
      coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as "previousHash", encode(e.hash, 'hex') as hash
    from entries e
    left join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
    left join entries p on p.team_id = e.team_id and p.account = e.account and p.seq = e.seq - 1
    where e.team_id = ${teamId} and e.account = ${account} and e.seq > ${after} and e.seq <= ${upTo}
    order by e.seq limit ${limit}`
}
