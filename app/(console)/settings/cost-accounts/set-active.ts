'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { refusalWords } from '@/lib/cost-accounts/refusal'
import { setCostAccountActive } from '@/lib/cost-accounts/set-cost-account-active'
import { readTexts, type FormState } from '@/lib/form-state'

/** Takes a cost account out of use, with those under it, or back into use. */
export async function setActive(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/cost-accounts', 'settings:write', form)
  const { values, errors } = readTexts(form, ['id', 'active'])
  if (errors.length > 0) return { values, errors }
  const active = values.active === 'yes'
  const result = await setCostAccountActive(principalOf(member), values.id, active)
  if (!result.ok) return { values, errors: [{ field: 'form', message: refusalWords(result) }] }
  redirect(`/settings/cost-accounts?done=${active ? 'activated' : 'deactivated'}`)
}
