'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { openCase } from '@/lib/cases/open-case'
import { readCaseForm } from '@/lib/cases/read-case-form'
import { readTexts, type FormState } from '@/lib/form-state'

const WORDS = {
  forbidden: { field: 'form', message: 'You are not a member of this team any more.' },
  unknown_subject: { field: 'about', message: 'Your team has no such refill or label. Choose another one.' },
  too_many: {
    field: 'form',
    message: 'You have created 20 cases within a day. Add to one of them instead, or try again tomorrow.',
  },
}

const DONE = { sent: 'mailed', failed: 'not-mailed', off: 'created' }

/** Creates a case; the same form sent twice makes one. */
export async function createCase(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/help/cases/new', 'balance:read', form)
  const read = readCaseForm(form)
  if (!read.ok) return read.state
  const result = await openCase(principalOf(member), read.case)
  if (result.ok) redirect(`/help/cases/${result.id}?done=${DONE[result.mail]}`)
  return { values: readTexts(form, ['key', 'about', 'subject', 'body']).values, errors: [WORDS[result.code]] }
}
