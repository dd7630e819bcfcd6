import { randomUUID } from 'node:crypto'
import { dayFault } from '../rules/day'
import { readTexts, type FormError, type FormState } from '../form-state'
import { parseDollars } from '../rules/money'
import { readField } from '../text/read-field'
import type { BankReceipt, BankReceiptRefusal } from './bank-receipt'

/** The receipt that a form describes, or what is wrong with it; `values` go back into the form either way. */
export function readBankReceipt(form: FormData): FormState & { receipt: BankReceipt | null } {
  const { values, errors } = readTexts(form, ['idempotency_key', 'amount', 'received_on', 'reference'])
  const amount = parseDollars(values.amount)
  if (values.amount === '') errors.push({ field: 'amount', message: 'Enter an amount.' })
  else if (amount === null)
    errors.push({ field: 'amount', message: 'Enter the amount in dollars and cents, such as 1,250.00.' })
  else if (amount === 0) errors.push(REFUSALS.invalid_amount)
  if (values.received_on === '')
    errors.push({ field: 'received_on', message: 'Enter the day on which it was received.' })
  else {
    const fault = dayFault(values.received_on)
    if (fault)
      errors.push({
        field: 'received_on',
        message: `${fault} Enter a day within the last year, as year, month and day: 2026-11-22.`,
      })
  }
  const reference = readField(values, errors, 'reference', {
    called: 'The reference',
    longest: 75,
    missing: 'Enter the number of the check, or the ACH trace.',
  })
  if (!/^[\x21-\x7e]{1,255}$/.test(values.idempotency_key)) values.idempotency_key = randomUUID()
  if (errors.length > 0 || amount === null) return { values, errors, receipt: null }
  return {
    values,
    errors,
    receipt: { key: values.idempotency_key, amount, receivedOn: values.received_on, reference },
  }
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
