import { randomUUID } from 'node:crypto'
import { isUuid } from '../../db/queries/is-uuid'
import { readTexts, type FormError, type FormState } from '../form-state'
import { formatMoney, parseDollars } from '../rules/money'
import { readField } from '../text/read-field'
import type { CardRefundRefusal, CardRefundRequest } from './request-card-refund'

type Typed = Omit<CardRefundRequest, 'refillId'>

/** Reads the form that sends postage back to its card: the refund without its refill, or what was typed with what is wrong with it. */
export function readCardRefund(
  form: FormData,
): { ok: true; refund: Typed; values: Record<string, string> } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, ['key', 'amount', 'reason'])
  const amount = parseDollars(values.amount)
  if (values.amount === '') errors.push({ field: 'amount', message: 'Enter an amount.' })
  else if (amount === null)
    errors.push({ field: 'amount', message: 'Enter the amount in dollars and cents, such as 25.00.' })
  else if (amount === 0) errors.push({ field: 'amount', message: 'Enter an amount above zero.' })
  const reason = readField(values, errors, 'reason', {
    called: 'The reason',
    longest: 200,
    missing: 'Enter a reason. It is saved in the audit log.',
  })
  if (!isUuid(values.key)) errors.push({ field: 'form', message: 'The form is incomplete. Try again.' })
  if (errors.length > 0 || amount === null) return { ok: false, state: { values, errors } }
  return { ok: true, refund: { key: values.key, amount, reason }, values }
}

/** The form again after a refusal. One whose key has refunded something else gets a new key: pressing again means it. */
export function refuseCardRefund(values: Record<string, string>, { code, available }: CardRefundRefusal): FormState {
  if (code === 'insufficient_funds') {
    return {
      values,
      errors: [
        {
          field: 'amount',
          message: `Only ${formatMoney(available ?? 0)} is in the balance now. Used postage cannot be refunded. Nothing was refunded.`,
        },
      ],
    }
  }
  return {
    values: code === 'idempotency_mismatch' ? { ...values, key: randomUUID() } : values,
    errors: [REFUSALS[code]],
  }
}

const REFUSALS: Record<Exclude<CardRefundRefusal['code'], 'insufficient_funds'>, FormError> = {
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
