'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/form-state'
import { readBankReceipt, refuseBankReceipt } from '@/lib/payments/read-bank-receipt'
import { recordReserveDeposit } from '@/lib/payments/record-reserve-deposit'

const PATH = '/settings/payment-methods/reserve-account'

/** Takes the form of a deposit into the Reserve Account; its key records it once, however often it is pressed. */
export async function recordDeposit(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write')
  const { receipt, values, errors } = readBankReceipt(form)
  if (!receipt) return { values, errors }
  const result = await recordReserveDeposit(principalOf(member), receipt)
  if (!result.ok) return refuseBankReceipt(values, result.code)
  redirect(`${PATH}?done=${result.replayed ? 'again' : 'recorded'}`)
}
