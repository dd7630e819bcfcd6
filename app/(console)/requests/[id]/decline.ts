'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { declinePostageRequest } from '@/lib/postage-requests/decline-postage-request'
import { readField } from '@/lib/text/read-field'

/** Says no to a request, and why. Where it was decided before, the page says how it stands. */
export async function decline(requestId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'refills:write', form)
  const { values, errors } = readTexts(form, ['reason'])
  const reason = readField(values, errors, 'reason', {
    called: 'The reason',
    longest: 200,
    missing: 'Enter why, in a few words.',
  })
  if (errors.length > 0) return { values, errors }
  const outcome = await declinePostageRequest(principalOf(member), requestId, reason)
  redirect(outcome === 'done' ? `${path}?done=declined` : outcome === 'not_open' ? `${path}?refused=decline` : path)
}
