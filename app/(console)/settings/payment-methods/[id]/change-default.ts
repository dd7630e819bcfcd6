'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { makeDefault } from '@/lib/payments/make-default'

const PATH = '/settings/payment-methods'

/** Makes a payment method the default. */
export async function changeDefault(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await makeDefault(principalOf(member), String(form.get('method')))
  redirect(outcome === 'done' ? `${PATH}?done=made_default` : `${PATH}?refused=${outcome}`)
}
