'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { openCase, replyToCase, setCaseState } from '@/lib/cases/cases'
import { readCaseForm, readReplyForm } from '@/lib/cases/read-case-form'
import { formError, type FormState } from '@/lib/forms/rules/form-state'
import { isUuid } from '@/db/queries/is-uuid'

const WORDS = {
  forbidden: { field: 'form', message: 'You are no longer a member of this team.' },
  unknown_subject: { field: 'about', message: 'Your team does not have this refill or label. Choose another one.' },
  too_many: {
    field: 'form',
    message: 'You have created 20 cases today. Add to one of them, or try again tomorrow.',
  },
}

const DONE = { sent: 'mailed', failed: 'not-mailed', off: 'created' }

/** Creates a case; the same form sent twice makes one. */
export async function createCase(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/help/cases/new', 'balance:read', form)
  const read = readCaseForm(form)
  if (!read.ok) return read.state
  const result = await openCase(principalOf(member), read.data)
  if (result.ok) redirect(`/help/cases/${result.id}?done=${DONE[result.mail]}`)
  return { values: read.values, errors: [WORDS[result.code]] }
}

/** Adds a reply to a case. */
export async function answerCase(caseId: string, _state: FormState, form: FormData): Promise<FormState> {
  const path = `/help/cases/${isUuid(caseId) ? caseId : ''}`
  const member = await authorizeAction(path, 'balance:read', form)
  const read = readReplyForm(form)
  if (!read.ok) return read.state
  const outcome = isUuid(caseId) ? await replyToCase(principalOf(member), caseId, read.data.body) : 'not_found'
  if (outcome === 'replied') redirect(`${path}?done=replied`)
  const message =
    outcome === 'closed' ? 'This case has been closed. Your reply was not added.' : 'This case no longer exists.'
  return formError(read.values, 'form', message)
}

/** Closes a case, or opens it again. Where the person may not, the page says how it stands. */
export async function changeCase(caseId: string, state: 'open' | 'closed', form: FormData): Promise<void> {
  const path = `/help/cases/${isUuid(caseId) ? caseId : ''}`
  const member = await authorizeAction(path, 'balance:read', form)
  const outcome = isUuid(caseId)
    ? await setCaseState(principalOf(member), caseId, state === 'open' ? 'open' : 'closed')
    : 'not_found'
  redirect(outcome === 'changed' ? `${path}?done=${state === 'open' ? 'reopened' : 'closed'}` : path)
}
