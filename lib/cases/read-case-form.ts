import { isUuid } from '../../db/queries/is-uuid'
import { readTexts, type FormError, type FormState } from '../form-state'
import { readField } from '../text/read-field'
import type { NewCase } from './cases'

/** Reads the form of a new case: the case, or what was typed with what is wrong with it. */
export function readCaseForm(form: FormData): { ok: true; case: NewCase } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, ['key', 'about', 'subject', 'body'])
  const subject = readField(values, errors, 'subject', {
    called: 'The subject',
    longest: 120,
    missing: 'Enter a subject.',
  })
  const body = readBody(values, errors, 'Describe what happened and what you expected.')
  if (!isUuid(values.key)) errors.push({ field: 'form', message: 'The form is incomplete. Try again.' })
  const [kind, id = ''] = values.about.split(':')
  if (kind !== 'general' && !((kind === 'refill' || kind === 'label') && isUuid(id))) {
    errors.push({ field: 'about', message: 'Choose a refill, a label, or a general question.' })
  }
  if (errors.length > 0) return { ok: false, state: { values, errors } }
  return {
    ok: true,
    case: {
      key: values.key,
      subject,
      body,
      refillId: kind === 'refill' ? id : null,
      labelId: kind === 'label' ? id : null,
    },
  }
}

/** Reads the form of a reply: null where something is wrong with it. */
export function readReplyForm(form: FormData): { values: { body: string }; reply: string | null; errors: FormError[] } {
  const { values, errors } = readTexts(form, ['body'])
  const reply = readBody(values, errors, 'Enter your reply.')
  return { values, reply: errors.length > 0 ? null : reply, errors }
}

const readBody = (values: { body: string }, errors: FormError[], missing: string) =>
  readField(values, errors, 'body', { called: 'This', longest: 4000, lines: true, missing })
