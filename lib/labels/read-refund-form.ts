import { choiceField, keyField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import type { RefundAnswer } from './record-label-refund'
import type { RefundRequest } from './request-label-refund'

/** The longest reason, and the longest note. */
const LONGEST = 200

/** Reads the form that requests a refund, without its label. */
export function readRefundRequest(form: FormData): FormResult<Omit<RefundRequest, 'labelId'>> {
  const read = readForm(form, { reason: textField({ called: 'The reason', longest: LONGEST }), key: keyField() })
  return read.ok ? { ...read, data: { key: read.data.key, reason: read.data.reason || null } } : read
}

/** Reads the form in which an admin records what USPS has answered. */
export function readRefundAnswer(form: FormData): FormResult<RefundAnswer> {
  const read = readForm(form, {
    note: textField({ called: 'The note', longest: LONGEST }),
    answer: choiceField(['approved', 'denied'], 'Choose the USPS decision.'),
  })
  return read.ok ? { ...read, data: { approved: read.data.answer === 'approved', note: read.data.note || null } } : read
}
