'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { formError, type FormState } from '@/lib/forms/rules/form-state'
import { readSupportForm, setSupport } from '@/lib/help/support'

/** Sets whom people turn to for help, and when somebody answers. */
export async function saveSupport(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/support', 'settings:write', form)
  const read = readSupportForm(form)
  if (!read.ok) return read.state
  const outcome = await setSupport(principalOf(member), read.data)
  if (outcome === 'changed') redirect('/settings/support?done=saved')
  return outcome === 'forbidden'
    ? formError(read.values, 'form', 'Only admins can change this.')
    : formError(read.values, 'timeZone', 'This time zone is not supported. Choose another one.')
}
