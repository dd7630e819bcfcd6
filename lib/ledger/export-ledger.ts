import { listChain, listChainEnds, type ChainEntry } from '../../db/queries/entries'

/** An entry as it is exported. What the hash covers comes first, in its order: a shell can cut the hashed text out. */
export type ExportedEntry = {
  previous_hash: string
  team_id: number
  account: string
  seq: number
  transfer_id: string
  kind: string
  amount: number
  balance_after: number
  /** Whole microseconds since 1970. */
  created_us: number
  hash: string
  created_at: string
  effective_at: string
  phase: string | null
  refill_id?: string
  label_id?: string
}

const PAGE = 1000

/**
 * Exports the chains of a team as they are at one moment, account by account, oldest first; or one account after a
 * sequence number. The ends are read at once, and entries are only appended, so the pages up to the ends are that
 * moment. One long statement would have two problems. A slow reader would keep dead rows of the whole database from
 * being vacuumed. A cursor of postgres.js 3.4.9 ends without an error if its connection dies between two pages.
 */
export async function* exportLedger(teamId: number, only?: string, after = 0): AsyncGenerator<ExportedEntry> {
  for (const { account, seq: end } of await listChainEnds(teamId)) {
    if (only !== undefined && account !== only) continue
    for (let last = after; last < end;) {
      const page = await listChain(teamId, account, last, end, PAGE)
      if (page.length === 0) throw new Error(`entries of the ${account} account after ${last} have vanished`)
      yield* page.map(exported)
      last = page.at(-1)!.seq
    }
  }
}

function exported(entry: ChainEntry): ExportedEntry {
  return {
    previous_hash: entry.previousHash,
    team_id: entry.teamId,
    account: entry.account,
    seq: entry.seq,
    transfer_id: entry.transferId,
    kind: entry.kind,
    amount: entry.amount,
    balance_after: entry.balanceAfter,
    created_us: entry.createdMicroseconds,
    hash: entry.hash,
    created_at: entry.createdAt,
    effective_at: entry.effectiveAt,
    phase: entry.phase,
    ...(entry.refillId !== null && { refill_id: entry.refillId }),
    ...(entry.labelId !== null && { label_id: entry.labelId }),
  }
}
