'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { removeCard } from '@/lib/payments/remove-card'

const PATH = '/settings/payment-methods'

/** Takes a card away for good, here and at the processor. */
export async function remove(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const outcome = await removeCard(principalOf(member), String(form.get('method')))
  redirect(outcome === 'done' ? `${PATH}?done=removed` : `${PATH}?refused=${outcome}`)
}
