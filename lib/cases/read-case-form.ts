import { isUuid } from '../../db/queries/is-uuid'
import { readTexts, type FormError, type FormState } from '../form-state'
import { inOneLine } from '../in-one-line'
import type { NewCase } from './open-case'

const SUBJECT_LENGTH = 120
const BODY_LENGTH = 4000

/** Reads the form of a new case: the case, or what was typed with what is wrong with it. */
export function readCaseForm(form: FormData): { ok: true; case: NewCase } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, ['key', 'about', 'subject', 'body'])
  values.body = withPlainLineEnds(values.body)
  const subject = inOneLine(values.subject)
  if (subject === '') errors.push({ field: 'subject', message: 'Enter what it is about, in a few words.' })
  else if (length(subject) > SUBJECT_LENGTH) errors.push({ field: 'subject', message: `The subject has at most ${SUBJECT_LENGTH} characters.` })
  errors.push(...bodyErrors(values.body, 'Enter what happened, and what you expected.'))
  if (!isUuid(values.key)) errors.push({ field: 'form', message: 'The form is not complete. Please try again.' })
  const [kind, id = ''] = values.about.split(':')
  if (kind !== 'general' && !((kind === 'refill' || kind === 'label') && isUuid(id))) {
    errors.push({ field: 'about', message: 'Choose a refill, a label, or a general question.' })
  }
  if (errors.length > 0) return { ok: false, state: { values, errors } }
  return {
    ok: true,
    case: { key: values.key, subject, body: values.body, refillId: kind === 'refill' ? id : null, labelId: kind === 'label' ? id : null },
  }
}

/** Reads the form of a reply. */
export function readReplyForm(form: FormData): { values: { body: string }; errors: FormError[] } {
  const { values, errors } = readTexts(form, ['body'])
  values.body = withPlainLineEnds(values.body)
  return { values, errors: [...errors, ...bodyErrors(values.body, 'Enter your reply.')] }
}

function bodyErrors(body: string, missing: string): FormError[] {
  if (body === '') return [{ field: 'body', message: missing }]
  return length(body) > BODY_LENGTH ? [{ field: 'body', message: `This has at most ${BODY_LENGTH.toLocaleString('en-US')} characters.` }] : []
}

/** Forms send CR LF where the browser counted one character. */
const withPlainLineEnds = (text: string) => text.replaceAll('\r\n', '\n')

/** As the database counts: an emoji is one. */
const length = (text: string) => [...text].length
