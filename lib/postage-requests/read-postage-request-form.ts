import { CHOICE_REFUSALS } from '../cost-accounts/cost-accounts'
import { readCode } from '../cost-accounts/rules/fields'
import { amountField, keyField, plainField, textField } from '../forms/fields'
import { readForm, type DataOf, type FormResult } from '../forms/read-form'
import type { FormError } from '../forms/rules/form-state'
import { formatMoney } from '../rules/money'
import { NOT_AN_AMOUNT } from '../refills/rules/refusal-words'
import type { PostageRequestRefusal, NewPostageRequest } from './postage-requests'

const FIELDS = {
  request_amount: amountField({ malformed: NOT_AN_AMOUNT, zero: NOT_AN_AMOUNT }),
  request_reason: textField({ called: 'The reason', longest: 200, missing: 'Enter a reason.' }),
  request_cost_account: plainField(),
}

type WantedPostage = Pick<NewPostageRequest, 'amount' | 'reason' | 'costAccount'>

/** Reads the fields of a postage request that stand in another form. */
export function readPostageRequestForm(form: FormData): FormResult<WantedPostage> {
  const read = readForm(form, FIELDS)
  return read.ok ? { ...read, data: wantedOf(read.data) } : read
}

/** Reads the form of a postage request, with its key. */
export function readNewPostageRequestForm(form: FormData): FormResult<WantedPostage & { key: string }> {
  const read = readForm(form, { ...FIELDS, key: keyField() })
  return read.ok ? { ...read, data: { ...wantedOf(read.data), key: read.data.key } } : read
}

const wantedOf = (data: DataOf<typeof FIELDS>): WantedPostage => ({
  amount: data.request_amount,
  reason: data.request_reason,
  costAccount: readCode(data.request_cost_account),
})

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
