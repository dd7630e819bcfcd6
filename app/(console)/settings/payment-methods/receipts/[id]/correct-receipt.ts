'use server'

import { redirect } from 'next/navigation'
import { findBankReceipt } from '@/db/queries/bank-receipts'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/forms/rules/form-state'
import { correctBankReceipt } from '@/lib/payments/correct-bank-receipt'
import { readReceiptCorrection, refuseReceiptCorrection } from '@/lib/payments/read-receipt-correction'
import { CORRECTIONS, statementOf } from '../../method-text'

/** Takes a wrongly recorded deposit or payment back; the same form sent twice corrects once. Ends on its statement. */
export async function correctReceipt(receiptId: string, _state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(`${CORRECTIONS}/${isUuid(receiptId) ? receiptId : ''}`, 'settings:write', form)
  const read = readReceiptCorrection(form)
  if (!read.ok) return read.state
  const receipt = await findBankReceipt(member.teamId, receiptId)
  const result = await correctBankReceipt(principalOf(member), { ...read.data, receiptId })
  const account = receipt?.account ?? 'reserve'
  if (!result.ok) return refuseReceiptCorrection(read.values, result, account === 'reserve')
  redirect(`${statementOf(account)}?done=corrected&receipt=${receiptId}`)
}
