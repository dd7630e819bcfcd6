'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/forms/rules/form-state'
import { readCardRefund, refuseCardRefund } from '@/lib/refills/read-card-refund'
import { requestCardRefund } from '@/lib/refills/request-card-refund'

/** Sends unused postage back to the card that paid for it; the same form sent twice refunds once. The receipt says how it stands. */
export async function refundToCard(refillId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/history/postage/${isUuid(refillId) ? refillId : ''}`
  const member = await authorizeAction(path, 'refills:write', form)
  const read = readCardRefund(form)
  if (!read.ok) return read.state
  const result = await requestCardRefund(principalOf(member), { ...read.data, refillId })
  if (!result.ok) return refuseCardRefund(read.values, result)
  redirect(`${path}?done=refund`)
}
