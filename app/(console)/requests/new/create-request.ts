'use server'

import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { createPostageRequest } from '@/lib/postage-requests/create-postage-request'
import { readPostageRequestForm, postageRequestError } from '@/lib/postage-requests/read-postage-request-form'

/** Asks the admins for postage; the same form sent twice asks once. */
export async function createRequest(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/requests/new', 'labels:write', form)
  const { request, values: typed, errors } = readPostageRequestForm(form)
  const { key } = readTexts(form, ['key']).values
  const values = { ...typed, key }
  if (!isUuid(key)) errors.push({ field: 'form', message: 'The form is not complete. Please try again.' })
  if (!request || errors.length > 0) return { values, errors }
  const result = await createPostageRequest(principalOf(member), { ...request, labelKey: key, label: null })
  if (!result.ok) return { values, errors: [postageRequestError(result.code, await readBalance(member.teamId))] }
  redirect(`/requests/${result.requestId}?done=asked`)
}
