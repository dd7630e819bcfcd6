'use server'

import { authorizeAction } from '@/lib/action'
import type { FormState } from '@/lib/form-state'
import { recordReserveDeposit } from '@/lib/payments/record-reserve-deposit'
import { STATEMENTS } from '../method-text'
import { recordReceipt } from '../record-receipt'

/** Takes the form of a deposit into the Reserve Account. */
export async function recordDeposit(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(STATEMENTS.reserve_account, 'settings:write', form)
  return recordReceipt(member, STATEMENTS.reserve_account, form, recordReserveDeposit)
}
