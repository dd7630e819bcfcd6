import { CHOICE_REFUSALS } from '../cost-accounts/cost-accounts'
import { readCode } from '../cost-accounts/fields'
import { readTexts, type FormError } from '../form-state'
import { formatMoney, parseDollars } from '../rules/money'
import { NOT_AN_AMOUNT } from '../refills/rules/refusal-words'
import { readField } from '../text/read-field'
import type { PostageRequestRefusal, NewPostageRequest } from './postage-requests'

const FIELDS = ['request_amount', 'request_reason', 'request_cost_account'] as const

export type ParsedPostageRequest = {
  values: Record<(typeof FIELDS)[number], string>
  request: Pick<NewPostageRequest, 'amount' | 'reason' | 'costAccount'> | null
  errors: FormError[]
}

/** Reads what a person asks the admins for. */
export function readPostageRequestForm(form: FormData): ParsedPostageRequest {
  const { values, errors } = readTexts(form, FIELDS)
  const amount = parseDollars(values.request_amount)
  if (amount === null || amount < 1) {
    errors.push({ field: 'request_amount', message: values.request_amount === '' ? 'Enter an amount.' : NOT_AN_AMOUNT })
  }
  const reason = readField(values, errors, 'request_reason', {
    called: 'The reason',
    longest: 200,
    missing: 'Enter a reason.',
  })
  if (errors.length > 0 || amount === null) return { values, request: null, errors }
  return { values, request: { amount, reason, costAccount: readCode(values.request_cost_account) }, errors }
}

/** Why a request was refused, at the field where it can be put right. */
export function postageRequestError(
  code: PostageRequestRefusal,
  account: { minimum: number; limit: number },
): FormError {
  switch (code) {
    case 'below_minimum':
      return { field: 'request_amount', message: `The minimum refill is ${formatMoney(account.minimum)}.` }
    case 'above_limit':
      return { field: 'request_amount', message: `The balance cannot exceed ${formatMoney(account.limit)}.` }
    case 'unknown_cost_account':
    case 'inactive_cost_account':
      return { field: 'request_cost_account', message: CHOICE_REFUSALS[code] }
    case 'too_many':
      return { field: 'form', message: 'You have 20 open requests. Wait for a decision, or withdraw one of them.' }
    case 'forbidden':
      return { field: 'form', message: 'You no longer have permission to request postage.' }
  }
}
