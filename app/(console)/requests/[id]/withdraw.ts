'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { withdrawPostageRequest } from '@/lib/postage-requests/withdraw-postage-request'

/** Takes one's own request back. Where it was decided before, the page says how it stands. */
export async function withdraw(requestId: string, form: FormData): Promise<void> {
  const path = `/requests/${isUuid(requestId) ? requestId : ''}`
  const member = await authorizeAction(path, 'labels:write', form)
  const outcome = await withdrawPostageRequest(principalOf(member), requestId)
  redirect(outcome === 'done' ? `${path}?done=withdrawn` : outcome === 'not_open' ? `${path}?refused=withdraw` : path)
}
