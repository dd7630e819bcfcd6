import { database } from '../client'

export type Entry = {
  account: string
  seq: number
  transferId: string
  kind: string
  amount: number
  balanceAfter: number
  refillId: string | null
  labelId: string | null
  /** RFC 3339 in UTC with microseconds: exactly what the hash was made over. */
  createdAt: string
  previousHash: string
  hash: string
}

/** Entries of the postage account, newest first, before a sequence number. Keyset by the primary key. */
export async function listPostageEntries(teamId: number, limit: number, before?: number): Promise<Entry[]> {
  const { sql } = database()
  return sql<Entry[]>`
    select e.account, e.seq, e.transfer_id as "transferId", e.kind, e.amount, e.balance_after as "balanceAfter",
      t.refill_id as "refillId", t.label_id as "labelId",
      to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as "previousHash", encode(e.hash, 'hex') as hash
    from entries e
    join transfers t on t.team_id = e.team_id and t.id = e.transfer_id
    left join entries p on p.team_id = e.team_id and p.account = e.account and p.seq = e.seq - 1
    where e.team_id = ${teamId} and e.account = 'postage' ${before === undefined ? sql`` : sql`and e.seq < ${before}`}
    order by e.seq desc limit ${limit}`
}
