'use server'

import { authorizeAction } from '@/lib/action'
import type { FormState } from '@/lib/form-state'
import { recordPurchasePowerPayment } from '@/lib/payments/record-purchase-power-payment'
import { STATEMENTS } from '../method-text'
import { recordReceipt } from '../record-receipt'

/** Takes the form of a payment on Purchase Power. */
export async function recordPayment(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(STATEMENTS.purchase_power, 'settings:write', form)
  return recordReceipt(member, STATEMENTS.purchase_power, form, recordPurchasePowerPayment)
}
