'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/forms/rules/form-state'
import { readRefundRequest, readRefundAnswer } from '@/lib/labels/read-refund-form'
import { requestLabelRefund } from '@/lib/labels/request-label-refund'
import { recordLabelRefund } from '@/lib/labels/record-label-refund'

/** Asks USPS for a label's postage; the same form sent twice asks once. The label's page says how it stands. */
export async function requestRefund(labelId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/history/labels/${isUuid(labelId) ? labelId : ''}`
  const member = await authorizeAction(path, 'labels:write', form)
  const read = readRefundRequest(form)
  if (!read.ok) return read.state
  const result = await requestLabelRefund(principalOf(member), { ...read.data, labelId })
  redirect(`${path}?${result.ok ? 'done=asked' : 'refused=refund'}`)
}

/** Records what USPS has answered. The page says what became of it. */
export async function recordAnswer(labelId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/history/labels/${isUuid(labelId) ? labelId : ''}`
  const member = await authorizeAction(path, 'settings:write', form)
  const read = readRefundAnswer(form)
  if (!read.ok) return read.state
  const outcome = await recordLabelRefund(principalOf(member), labelId, read.data)
  redirect(outcome === 'unchanged' ? `${path}?refused=answered` : path)
}
