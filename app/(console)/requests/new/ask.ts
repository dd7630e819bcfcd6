'use server'

import { redirect } from 'next/navigation'
import { readBalance } from '@/db/queries/balance'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { askForPostage } from '@/lib/requests/ask-for-postage'
import { readWishForm, wishRefusal } from '@/lib/requests/read-wish-form'

/** Asks the admins for postage; the same form sent twice asks once. */
export async function ask(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/requests/new', 'labels:write', form)
  const { wish, values: typed, errors } = readWishForm(form)
  const { key } = readTexts(form, ['key']).values
  const values = { ...typed, key }
  if (!isUuid(key)) errors.push({ field: 'form', message: 'The form is not complete. Please try again.' })
  if (!wish || errors.length > 0) return { values, errors }
  const result = await askForPostage(principalOf(member), { ...wish, labelKey: key, label: null })
  if (!result.ok) return { values, errors: [wishRefusal(result.code, await readBalance(member.teamId))] }
  redirect(`/requests/${result.requestId}?done=asked`)
}
