import { randomUUID } from 'node:crypto'
import { amountField, keyField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import { formError, type FormError, type FormState } from '../forms/rules/form-state'
import { formatMoney } from '../rules/money'
import type { CardRefundRefusal, CardRefundRequest } from './request-card-refund'
import { OTHER_MODE } from '../payments/rules/mode-words'

const FIELDS = {
  amount: amountField({
    malformed: 'Enter the amount in dollars and cents, such as 25.00.',
    zero: 'Enter an amount above zero.',
  }),
  reason: textField({
    called: 'The reason',
    longest: 200,
    missing: 'Enter a reason. It is saved in the audit log.',
  }),
  key: keyField(),
}

/** Reads the form that sends postage back to its card, without its refill. */
export function readCardRefund(form: FormData): FormResult<Omit<CardRefundRequest, 'refillId'>> {
  return readForm(form, FIELDS)
}

/** The form again after a refusal. One whose key has refunded something else gets a new key: pressing again means it. */
export function refuseCardRefund(
  values: Record<string, string>,
  { code, available, fromCard }: CardRefundRefusal,
): FormState {
  if (code === 'insufficient_funds') {
    return formError(
      values,
      'amount',
      `Only ${formatMoney(available ?? 0)} is in the balance now. Used postage cannot be refunded. Nothing was refunded.`,
    )
  }
  if (code === 'prepaid') {
    return formError(
      values,
      'amount',
      `Only ${formatMoney(fromCard ?? 0)} of the balance was paid with this card. The rest was paid by Reserve Account, Purchase Power, or another card. Nothing was refunded.`,
    )
  }
  return {
    values: code === 'idempotency_mismatch' ? { ...values, key: randomUUID() } : values,
    errors: [REFUSALS[code]],
  }
}

const REFUSALS: Record<Exclude<CardRefundRefusal['code'], 'insufficient_funds' | 'prepaid'>, FormError> = {
  forbidden: { field: 'form', message: 'Only admins can refund. Nothing was refunded.' },
  not_found: { field: 'form', message: 'Refill not found. Nothing was refunded.' },
  not_refundable: {
    field: 'form',
    message: 'Only a posted refill that was paid by card can be refunded. Nothing was refunded.',
  },
  too_late: {
    field: 'form',
    message: 'This refill is too old. Cards accept refunds for 180 days. Nothing was refunded.',
  },
  invalid_amount: { field: 'amount', message: 'Enter an amount above zero.' },
  other_mode: { field: 'form', message: OTHER_MODE },
  more_than_refundable: {
    field: 'amount',
    message: 'This is more than the refundable amount of this refill. Nothing was refunded.',
  },
  reason: { field: 'reason', message: 'Enter a reason of up to 200 characters.' },
  idempotency_mismatch: {
    field: 'form',
    message:
      'This form already submitted a refund with a different amount. It is on the receipt. Nothing more was refunded. To make another refund, submit the form again.',
  },
}
