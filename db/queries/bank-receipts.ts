import { database } from '../client'
import { isUuid } from './is-uuid'
import type { BankAccount } from './statement'

export type RecordedReceipt = {
  id: string
  account: BankAccount
  /** Cents. */
  amount: number
  /** The day on the check or in the bank's statement, `2026-11-22`. */
  receivedOn: string
  reference: string
  performedBy: string
  createdAt: Date
  /** It takes a wrong receipt back. */
  isCorrection: boolean
  isCorrected: boolean
  /** The team went live after it: it counts no more. */
  isOfTestRound: boolean
}

/** A receipt from the bank as it was recorded; null for an unknown id and for another team's alike. */
export async function findBankReceipt(teamId: number, id: string): Promise<RecordedReceipt | null> {
  if (!isUuid(id)) return null
  const [receipt] = await database().sql<RecordedReceipt[]>`
    select b.id, b.account::text as account, b.amount, to_char(b.received_on, 'YYYY-MM-DD') as "receivedOn", b.reference,
      b.actor_name as "performedBy", b.created_at as "createdAt", b.corrects_id is not null as "isCorrection",
      exists (select from bank_receipts c where c.team_id = b.team_id and c.corrects_id = b.id) as "isCorrected",
      is_of_test_round(p_team => b.team_id, p_created_at => b.created_at) as "isOfTestRound"
    from bank_receipts b where b.team_id = ${teamId} and b.id = ${id}`
  return receipt ?? null
}
