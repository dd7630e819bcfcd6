import { randomUUID } from 'node:crypto'
import { amountField, dayField, plainField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import type { FormError, FormState } from '../forms/rules/form-state'
import type { BankReceipt, BankReceiptRefusal } from './bank-receipt'

const fields = () => ({
  amount: amountField({
    malformed: 'Enter the amount in dollars and cents, such as 1,250.00.',
    zero: REFUSALS.invalid_amount.message,
  }),
  received_on: dayField({
    missing: 'Enter the day on which it was received.',
    hint: 'Enter a day within the last year, as year, month and day: 2026-11-22.',
  }),
  reference: textField({
    called: 'The reference',
    longest: 75,
    missing: 'Enter the number of the check, or the ACH trace.',
  }),
  idempotency_key: plainField(),
})

/** Reads the form of a bank receipt. A form without a key of ours gets one. */
export function readBankReceipt(form: FormData): FormResult<BankReceipt> {
  const read = readForm(form, fields())
  const values = read.ok ? read.values : read.state.values
  if (!/^[\x21-\x7e]{1,255}$/.test(values.idempotency_key ?? '')) values.idempotency_key = randomUUID()
  if (!read.ok) return read
  const { amount, received_on: receivedOn, reference } = read.data
  return { ...read, data: { key: values.idempotency_key!, amount, receivedOn, reference } }
}

/**
 * The form again after a refusal. One whose key has recorded something else gets a new key: what the person sees now is a
 * new intention, and pressing again means it.
 */
export function refuseBankReceipt(values: Record<string, string>, code: BankReceiptRefusal): FormState {
  const again = code === 'idempotency_mismatch' ? { ...values, idempotency_key: randomUUID() } : values
  return { values: again, errors: [REFUSALS[code]] }
}

const REFUSALS: Record<BankReceiptRefusal, FormError> = {
  forbidden: { field: 'form', message: 'Only admins of this team may record this. Nothing was recorded.' },
  no_method: { field: 'form', message: 'This account is not set up for your team. Nothing was recorded.' },
  invalid_amount: { field: 'amount', message: 'Enter an amount from $0.01 to $1,000,000.00.' },
  invalid_reference: { field: 'reference', message: 'Enter a reference of at most 75 characters.' },
  in_future: { field: 'received_on', message: 'Enter a day that is not in the future.' },
  too_old: { field: 'received_on', message: 'Enter a day within the last year.' },
  more_than_drawn: { field: 'amount', message: 'This is more than is drawn. A payment can be at most what is drawn.' },
  idempotency_mismatch: {
    field: 'form',
    message:
      'This form has already been recorded with other figures; they stand in the statement. Nothing new was recorded. If this is another one, press again.',
  },
}
