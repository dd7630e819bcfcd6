'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { setPaymentMethodActive } from '@/lib/payments/set-payment-method-active'

const PATH = '/settings/payment-methods'

/** Deactivates a payment method, or takes it into use again. */
export async function setActive(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const active = form.get('active') === 'yes'
  const outcome = await setPaymentMethodActive(principalOf(member), String(form.get('method')), active)
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(`${PATH}?done=${active ? 'activated' : 'deactivated'}`)
}
