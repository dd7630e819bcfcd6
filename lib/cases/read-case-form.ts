import { isUuid } from '../../db/queries/is-uuid'
import { keyField, plainField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import type { NewCase } from './cases'

const bodyField = (missing: string) => textField({ called: 'This', longest: 4000, lines: true, missing })

const CASE = {
  subject: textField({ called: 'The subject', longest: 120, missing: 'Enter a subject.' }),
  body: bodyField('Describe what happened and what you expected.'),
  key: keyField(),
  about: plainField().refine((about) => subjectOf(about) !== null, 'Choose a refill, a label, or a general question.'),
}

/** Reads the form of a new case. */
export function readCaseForm(form: FormData): FormResult<NewCase> {
  const read = readForm(form, CASE)
  if (!read.ok) return read
  const { about, ...rest } = read.data
  return { ...read, data: { ...rest, ...subjectOf(about)! } }
}

/** What a case is about: `general`, or `refill:` or `label:` with an id; null for anything else. */
function subjectOf(about: string): Pick<NewCase, 'refillId' | 'labelId'> | null {
  const [kind, id = ''] = about.split(':')
  if (kind === 'general') return { refillId: null, labelId: null }
  if (!isUuid(id)) return null
  if (kind === 'refill') return { refillId: id, labelId: null }
  return kind === 'label' ? { refillId: null, labelId: id } : null
}

/** Reads the form of a reply. */
export function readReplyForm(form: FormData): FormResult<{ body: string }> {
  return readForm(form, { body: bodyField('Enter your reply.') })
}
