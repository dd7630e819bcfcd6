import { isUuid } from '../../db/queries/is-uuid'
import { readTexts, type FormState } from '../form-state'
import { readField } from '../text/read-field'
import type { RefundAnswer } from './record-label-refund'
import type { RefundRequest } from './request-label-refund'

/** As long as a reason and a note may be. */
const LONGEST = 200

/** Reads the form that asks for a refund: the request without its label, or what was typed with what is wrong with it. */
export function readRefundRequest(
  form: FormData,
): { ok: true; request: Omit<RefundRequest, 'labelId'> } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, ['key', 'reason'])
  const reason = readField(values, errors, 'reason', { called: 'The reason', longest: LONGEST })
  if (!isUuid(values.key)) errors.push({ field: 'form', message: 'The form is incomplete. Try again.' })
  if (errors.length > 0) return { ok: false, state: { values, errors } }
  return { ok: true, request: { key: values.key, reason: reason || null } }
}

/** Reads the form in which an admin records what USPS has answered. */
export function readRefundAnswer(form: FormData): { ok: true; answer: RefundAnswer } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, ['answer', 'note'])
  const note = readField(values, errors, 'note', { called: 'The note', longest: LONGEST })
  if (values.answer !== 'approved' && values.answer !== 'denied')
    errors.push({ field: 'answer', message: 'Choose the USPS decision.' })
  if (errors.length > 0) return { ok: false, state: { values, errors } }
  return { ok: true, answer: { approved: values.answer === 'approved', note: note || null } }
}
