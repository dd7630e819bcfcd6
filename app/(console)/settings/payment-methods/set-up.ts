'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { setUpPaymentAccount } from '@/lib/payments/set-up-payment-account'

const PATH = '/settings/payment-methods'

/** Lets refills be paid from the Reserve Account or Purchase Power. */
export async function setUp(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const type = form.get('type') === 'purchase_power' ? 'purchase_power' : 'reserve_account'
  const outcome = await setUpPaymentAccount(principalOf(member), type)
  redirect(outcome === 'done' ? `${PATH}?done=set_up` : `${PATH}?refused=${outcome}`)
}
