import { randomUUID } from 'node:crypto'
import { keyField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import { formError, type FormError, type FormState } from '../forms/rules/form-state'
import { formatMoney } from '../rules/money'
import type { ReceiptCorrection, ReceiptCorrectionRefusal } from './correct-bank-receipt'

const FIELDS = {
  reason: textField({
    called: 'The reason',
    longest: 150,
    missing: 'Enter a reason. It is saved in the statement and in the audit log.',
  }),
  key: keyField(),
}

/** Reads the form that corrects a bank receipt, without its receipt. */
export function readReceiptCorrection(form: FormData): FormResult<Omit<ReceiptCorrection, 'receiptId'>> {
  return readForm(form, FIELDS)
}

/**
 * The form again after a refusal. One whose key has corrected something else gets a new key: pressing again means it.
 * @param isDeposit a deposit into the Reserve Account; else a payment on Purchase Power
 */
export function refuseReceiptCorrection(
  values: Record<string, string>,
  { code, available }: ReceiptCorrectionRefusal,
  isDeposit: boolean,
): FormState {
  if (code === 'not_left') return formError(values, 'form', notLeft(formatMoney(available ?? 0), isDeposit))
  return {
    values: code === 'idempotency_mismatch' ? { ...values, key: randomUUID() } : values,
    errors: [REFUSALS[code]],
  }
}

const notLeft = (available: string, isDeposit: boolean) =>
  isDeposit
    ? `The Reserve Account has only ${available}. Nothing was corrected. Record the right deposit first, then correct this one.`
    : `Only ${available} of the credit line is left, and without this payment more would be drawn than its limit. Nothing was corrected. Record the right payment first, then correct this one.`

const REFUSALS: Record<Exclude<ReceiptCorrectionRefusal['code'], 'not_left'>, FormError> = {
  forbidden: { field: 'form', message: 'Only admins of this team may correct this. Nothing was corrected.' },
  not_found: { field: 'form', message: 'This deposit or payment was not found. Nothing was corrected.' },
  is_correction: {
    field: 'form',
    message: 'This is a correction. Record the right amount instead. Nothing was corrected.',
  },
  already_corrected: { field: 'form', message: 'This has already been corrected. It counts once.' },
  of_test_round: {
    field: 'form',
    message: 'This is of the team’s test round and counts no more. Nothing was corrected.',
  },
  reason: { field: 'reason', message: 'Enter a reason of up to 150 characters.' },
  idempotency_mismatch: {
    field: 'form',
    message:
      'This form has already corrected something else; it stands in the statement. Nothing more was corrected. If this is another one, press again.',
  },
}
