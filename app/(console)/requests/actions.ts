'use server'

import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import {
  createPostageRequest,
  declinePostageRequest,
  withdrawPostageRequest,
} from '@/lib/postage-requests/postage-requests'
import { readPostageRequestForm, postageRequestError } from '@/lib/postage-requests/read-postage-request-form'
import { readField } from '@/lib/text/read-field'

/** Asks the admins for postage; the same form sent twice asks once. */
export async function createRequest(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/requests/new', 'labels:write', form)
  const { request, values: typed, errors } = readPostageRequestForm(form)
  const { key } = readTexts(form, ['key']).values
  const values = { ...typed, key }
  if (!isUuid(key)) errors.push({ field: 'form', message: 'The form is incomplete. Try again.' })
  if (!request || errors.length > 0) return { values, errors }
  const result = await createPostageRequest(principalOf(member), { ...request, labelKey: key, label: null })
  if (!result.ok) return { values, errors: [postageRequestError(result.code, await readBalance(member.teamId))] }
  redirect(`/requests/${result.requestId}?done=asked`)
}

/** Says no to a request, and why. Where it was decided before, the page says how it stands. */
export async function decline(requestId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'refills:write', form)
  const { values, errors } = readTexts(form, ['reason'])
  const reason = readField(values, errors, 'reason', {
    called: 'The reason',
    longest: 200,
    missing: 'Enter a reason.',
  })
  if (errors.length > 0) return { values, errors }
  const outcome = await declinePostageRequest(principalOf(member), requestId, reason)
  redirect(outcome === 'done' ? `${path}?done=declined` : outcome === 'not_open' ? `${path}?refused=decline` : path)
}

/** Takes one's own request back. Where it was decided before, the page says how it stands. */
export async function withdraw(requestId: string, form: FormData): Promise<void> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'labels:write', form)
  const outcome = await withdrawPostageRequest(principalOf(member), requestId)
  redirect(outcome === 'done' ? `${path}?done=withdrawn` : outcome === 'not_open' ? `${path}?refused=withdraw` : path)
}
