import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { receiptHash, receiptResult, type BankReceipt, type BankReceiptResult, type Recorded } from './bank-receipt'

/** Records a payment of what Purchase Power has lent, once per key and never more than is drawn. */
export async function recordPurchasePowerPayment(
  { teamId, id }: Principal,
  receipt: BankReceipt,
): Promise<BankReceiptResult> {
  const [recorded] = await database().sql<[Recorded]>`
    select * from record_purchase_power_payment(${teamId}, ${id}, ${receipt.key}, ${receiptHash(receipt)}, ${receipt.amount},
      ${receipt.receivedOn}, ${receipt.reference})`
  return receiptResult(recorded)
}
