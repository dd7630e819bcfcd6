'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { setCaseState } from '@/lib/cases/set-case-state'

/** Closes a case, or opens it again. Where the person may not, the page says how it stands. */
export async function changeCase(caseId: string, state: 'open' | 'closed', form: FormData): Promise<void> {
  const path = `/help/cases/${isUuid(caseId) ? caseId : ''}`
  const member = await authorizeAction(path, 'balance:read', form)
  const outcome = isUuid(caseId)
    ? await setCaseState(principalOf(member), caseId, state === 'open' ? 'open' : 'closed')
    : 'not_found'
  redirect(outcome === 'changed' ? `${path}?done=${state === 'open' ? 'reopened' : 'closed'}` : path)
}
