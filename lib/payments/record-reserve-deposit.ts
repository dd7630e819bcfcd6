import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { receiptHash, receiptResult, type BankReceipt, type BankReceiptResult, type Recorded } from './bank-receipt'

/** Records a deposit into the Reserve Account, once per key: refills can be paid from it at once. */
export async function recordReserveDeposit(
  { teamId, id }: Principal,
  receipt: BankReceipt,
): Promise<BankReceiptResult> {
  const [recorded] = await database().sql<[Recorded]>`
    select * from record_reserve_deposit(${teamId}, ${id}, ${receipt.key}, ${receiptHash(receipt)}, ${receipt.amount},
      ${receipt.receivedOn}, ${receipt.reference})`
  return receiptResult(recorded)
}
