'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { renamePaymentMethod } from '@/lib/payments/rename-payment-method'
import { readField } from '@/lib/text/read-field'
import { makeDefault } from '@/lib/payments/make-default'
import { setPaymentMethodActive } from '@/lib/payments/set-payment-method-active'
import { removeCard } from '@/lib/payments/remove-card'

const PATH = '/settings/payment-methods'

/** Takes a payment method's new name. */
export async function rename(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const { values, errors } = readTexts(form, ['method', 'label'])
  const label = readField(values, errors, 'label', { called: 'The name', longest: 75, missing: 'Enter a name.' })
  if (errors.length > 0) return { values, errors }
  const outcome = await renamePaymentMethod(principalOf(member), values.method, label)
  if (outcome === 'invalid')
    return { values, errors: [{ field: 'label', message: 'Enter a name of up to 75 characters.' }] }
  redirect(outcome === 'done' ? `${PATH}?done=renamed` : `${PATH}?refused=${outcome}`)
}

/** Makes a payment method the default. */
export async function changeDefault(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await makeDefault(principalOf(member), String(form.get('method')))
  redirect(outcome === 'done' ? `${PATH}?done=made_default` : `${PATH}?refused=${outcome}`)
}

/** Deactivates a payment method, or takes it into use again. */
export async function setActive(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const active = form.get('active') === 'yes'
  const outcome = await setPaymentMethodActive(principalOf(member), String(form.get('method')), active)
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(`${PATH}?done=${active ? 'activated' : 'deactivated'}`)
}

/** Takes a card away for good, here and at the processor. */
export async function remove(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await removeCard(principalOf(member), String(form.get('method')))
  redirect(outcome === 'done' ? `${PATH}?done=removed` : `${PATH}?refused=${outcome}`)
}
