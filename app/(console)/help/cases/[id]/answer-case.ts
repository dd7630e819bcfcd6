'use server'

import { redirect } from 'next/navigation'
import { isUuid } from '@/db/queries/is-uuid'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readReplyForm } from '@/lib/cases/read-case-form'
import { replyToCase } from '@/lib/cases/reply-to-case'
import type { FormState } from '@/lib/form-state'

/** Adds a reply to a case. */
export async function answerCase(caseId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/help/cases/${isUuid(caseId) ? caseId : ''}`
  const member = await authorizeAction(path, 'balance:read', form)
  const { values, reply, errors } = readReplyForm(form)
  if (reply === null) return { values, errors }
  const outcome = isUuid(caseId) ? await replyToCase(principalOf(member), caseId, reply) : 'not_found'
  if (outcome === 'replied') redirect(`${path}?done=replied`)
  const message =
    outcome === 'closed'
      ? 'The case was closed meanwhile. Your reply was not added.'
      : 'There is no such case any more.'
  return { values, errors: [{ field: 'form', message }] }
}
