import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { receiptHash, receiptResult, type BankReceipt, type BankReceiptResult, type Recorded } from './bank-receipt'

/** Records a payment of what Purchase Power has lent, once per key and never more than is drawn. */
export async function recordPurchasePowerPayment(
  { teamId, id }: Principal,
  receipt: BankReceipt,
): Promise<BankReceiptResult> {
  const [recorded] = await database().sql<[Recorded]>`
    select outcome, code from record_purchase_power_payment(
      p_team => ${teamId}, p_actor => ${id}, p_key => ${receipt.key}, p_request_hash => ${receiptHash(receipt)},
      p_amount => ${receipt.amount}, p_received_on => ${receipt.receivedOn}, p_reference => ${receipt.reference})`
  return receiptResult(recorded)
}
