'use server'

import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { textField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import type { FormState } from '@/lib/forms/rules/form-state'
import {
  createPostageRequest,
  declinePostageRequest,
  withdrawPostageRequest,
} from '@/lib/postage-requests/postage-requests'
import { readNewPostageRequestForm, postageRequestError } from '@/lib/postage-requests/read-postage-request-form'

/** Asks the admins for postage; the same form sent twice asks once. */
export async function createRequest(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/requests/new', 'labels:write', form)
  const read = readNewPostageRequestForm(form)
  if (!read.ok) return read.state
  const { key: labelKey, ...request } = read.data
  const result = await createPostageRequest(principalOf(member), { ...request, labelKey, label: null })
  if (!result.ok) {
    return { values: read.values, errors: [postageRequestError(result.code, await readBalance(member.teamId))] }
  }
  redirect(`/requests/${result.requestId}?done=asked`)
}

/** Says no to a request, and why. Where it was decided before, the page says how it stands. */
export async function decline(requestId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'refills:write', form)
  const read = readForm(form, {
    reason: textField({ called: 'The reason', longest: 200, missing: 'Enter a reason.' }),
  })
  if (!read.ok) return read.state
  const outcome = await declinePostageRequest(principalOf(member), requestId, read.data.reason)
  redirect(outcome === 'done' ? `${path}?done=declined` : outcome === 'not_open' ? `${path}?refused=decline` : path)
}

/** Takes one's own request back. Where it was decided before, the page says how it stands. */
export async function withdraw(requestId: string, form: FormData): Promise<void> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'labels:write', form)
  const outcome = await withdrawPostageRequest(principalOf(member), requestId)
  redirect(outcome === 'done' ? `${path}?done=withdrawn` : outcome === 'not_open' ? `${path}?refused=withdraw` : path)
}
