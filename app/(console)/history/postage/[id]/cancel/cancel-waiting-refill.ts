'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { emptyForm, formError, type FormState } from '@/lib/forms/rules/form-state'
import { cancelRefill } from '@/lib/refills/cancel-refill'

/** Cancels a refill that waits for the bank's confirmation. The receipt says how it stands, also where it was too late. */
export async function cancelWaitingRefill(refillId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/history/postage/${isUuid(refillId) ? refillId : ''}`
  const member = await authorizeAction(path, 'refills:write', form)
  const outcome = await cancelRefill(principalOf(member), refillId)
  if (outcome === 'unknown') {
    return formError(
      emptyForm.values,
      'form',
      'The card processor did not answer. The refill was not canceled, and the payment can still be confirmed. Try again in a minute.',
    )
  }
  redirect(outcome === 'paid' || outcome === 'under_way' ? `${path}?refused=cancel` : path)
}
