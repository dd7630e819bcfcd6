import { redirect } from 'next/navigation'
import { principalOf, type Member } from '@/lib/auth/current-member'
import type { Principal } from '@/lib/auth/principal'
import type { FormState } from '@/lib/form-state'
import type { BankReceipt, BankReceiptResult } from '@/lib/payments/bank-receipt'
import { readBankReceipt, refuseBankReceipt } from '@/lib/payments/read-bank-receipt'

type RecordReceipt = (by: Principal, receipt: BankReceipt) => Promise<BankReceiptResult>

/** Takes the form of money from the bank; its key records it once, however often it is pressed. Ends on `path` again. */
export async function recordReceipt(
  member: Member,
  path: string,
  form: FormData,
  record: RecordReceipt,
): Promise<FormState> {
  const { receipt, values, errors } = readBankReceipt(form)
  if (!receipt) return { values, errors }
  const result = await record(principalOf(member), receipt)
  if (!result.ok) return refuseBankReceipt(values, result.code)
  redirect(`${path}?done=${result.replayed ? 'again' : 'recorded'}`)
}
