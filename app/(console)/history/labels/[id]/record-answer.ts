'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/form-state'
import { readRefundAnswer } from '@/lib/labels/read-refund-form'
import { recordLabelRefund } from '@/lib/labels/record-label-refund'

/** Records what USPS has answered. The page says what became of it. */
export async function recordAnswer(labelId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/history/labels/${isUuid(labelId) ? labelId : ''}`
  const member = await authorizeAction(path, 'settings:write', form)
  const read = readRefundAnswer(form)
  if (!read.ok) return read.state
  const outcome = await recordLabelRefund(principalOf(member), labelId, read.answer)
  redirect(outcome === 'unchanged' ? `${path}?refused=answered` : path)
}
