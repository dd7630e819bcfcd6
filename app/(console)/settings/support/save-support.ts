'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { FormState } from '@/lib/form-state'
import { readSupportForm, setSupport } from '@/lib/help/support'

/** Sets whom people turn to for help, and when somebody answers. */
export async function saveSupport(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/support', 'settings:write', form)
  const read = readSupportForm(form)
  if (!read.ok) return read.state
  const outcome = await setSupport(principalOf(member), read.support)
  if (outcome === 'changed') redirect('/settings/support?done=saved')
  const { days, email, phone, ...rest } = read.support
  const values = { ...rest, days: [...days].join(' '), email: email ?? '', phone: phone ?? '' }
  const message =
    outcome === 'forbidden' ? 'Only admins can change this.' : 'This time zone is not supported. Choose another one.'
  return { values, errors: [{ field: outcome === 'forbidden' ? 'form' : 'timeZone', message }] }
}
