import { database } from '../../db/client'

export type Difference = { teamId: number; problem: string }

/** Recomputes every balance, chain and pending sum from the entries (`verify_ledger`): what differs, nothing if all is well. */
export async function verifyLedger(teamId: number | null = null): Promise<Difference[]> {
  return database().sql<Difference[]>`
    select team_id as "teamId", problem from verify_ledger(${teamId}) order by team_id, problem limit 1000`
}

/** Whether a history that was exported up to entry `seq` with `hash` (hex) is still the beginning of the postage account's. */
export async function isPrefix(teamId: number, seq: number, hash: string): Promise<boolean> {
  const [entry] = await database().sql<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from entries where team_id = ${teamId} and account = 'postage' and seq = ${seq}`
  return entry?.hash === hash.toLowerCase()
}

export type LedgerCounts = { teams: number; entries: number; transfers: number }

/** How much there is to verify. */
export async function countLedger(teamId: number | null = null): Promise<LedgerCounts> {
  const [counts] = await database().sql<[LedgerCounts]>`
    select (select count(*) from teams where ${teamId}::bigint is null or id = ${teamId}) as teams,
      (select count(*) from entries where ${teamId}::bigint is null or team_id = ${teamId}) as entries,
      (select count(*) from transfers where ${teamId}::bigint is null or team_id = ${teamId}) as transfers`
  return counts
}
