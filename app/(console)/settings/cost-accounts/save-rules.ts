'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { refusalWords } from '@/lib/cost-accounts/refusal'
import { setCostAccountRules } from '@/lib/cost-accounts/set-cost-account-rules'
import { readTexts, type FormState } from '@/lib/form-state'

/** Takes when a cost account has to be chosen. */
export async function saveRules(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const { values, errors } = readTexts(form, ['on_refill', 'on_label'])
  if (errors.length > 0) return { values, errors }
  const result = await setCostAccountRules(principalOf(member), {
    onRefill: values.on_refill === 'yes',
    onLabel: values.on_label === 'yes',
  })
  if (!result.ok) return { values, errors: [{ field: 'form', message: refusalWords(result) }] }
  redirect('/settings/cost-accounts?done=rules')
}
