'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { renamePaymentMethod } from '@/lib/payments/rename-payment-method'
import { readField } from '@/lib/text/read-field'

const PATH = '/settings/payment-methods'

/** Takes a payment method's new name. */
export async function rename(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const { values, errors } = readTexts(form, ['method', 'label'])
  const label = readField(values, errors, 'label', { called: 'The name', longest: 75, missing: 'Enter a name.' })
  if (errors.length > 0) return { values, errors }
  const outcome = await renamePaymentMethod(principalOf(member), values.method, label)
  if (outcome === 'invalid')
    return { values, errors: [{ field: 'label', message: 'Enter a name of at most 75 characters.' }] }
  redirect(outcome === 'done' ? `${PATH}?done=renamed` : `${PATH}?refused=${outcome}`)
}
