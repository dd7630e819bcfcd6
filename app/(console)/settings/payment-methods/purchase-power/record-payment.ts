'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/form-state'
import { readBankReceipt, refuseBankReceipt } from '@/lib/payments/read-bank-receipt'
import { recordPurchasePowerPayment } from '@/lib/payments/record-purchase-power-payment'

const PATH = '/settings/payment-methods/purchase-power'

/** Takes the form of a payment on Purchase Power; its key records it once, however often it is pressed. */
export async function recordPayment(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write')
  const { receipt, values, errors } = readBankReceipt(form)
  if (!receipt) return { values, errors }
  const result = await recordPurchasePowerPayment(principalOf(member), receipt)
  if (!result.ok) return refuseBankReceipt(values, result.code)
  redirect(`${PATH}?done=${result.replayed ? 'again' : 'recorded'}`)
}
