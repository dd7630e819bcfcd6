'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { plainField, textField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import { formError, type FormState } from '@/lib/forms/rules/form-state'
import { renamePaymentMethod } from '@/lib/payments/rename-payment-method'
import { makeDefault } from '@/lib/payments/make-default'
import { setPaymentMethodActive } from '@/lib/payments/set-payment-method-active'
import { removeCard } from '@/lib/payments/remove-card'

const PATH = '/settings/payment-methods'

/** Takes a payment method's new name. */
export async function rename(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const read = readForm(form, {
    method: plainField(),
    label: textField({ called: 'The name', longest: 75, missing: 'Enter a name.' }),
  })
  if (!read.ok) return read.state
  const outcome = await renamePaymentMethod(principalOf(member), read.data.method, read.data.label)
  if (outcome === 'invalid') return formError(read.values, 'label', 'Enter a name of up to 75 characters.')
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
