import { z } from 'zod'
import type { ErrorCode } from '../../rules/errors'
import { printLabel, type LabelRefusal } from '../../labels/print-label'
import { formatMoney } from '../../rules/money'
import { shortfallOf, suggestRefill } from '../../refills/rules/suggest-refill'
import { refuseApiKey } from '../authenticate-key'
import { operation } from '../endpoint'
import { amount, name, text } from '../fields'
import { succeed, refuse, type Outcome } from '../outcome'
import { carrier, labelSchema, showLabel } from '../resources/label'

const body = z.strictObject({
  carrier,
  amount,
  service: text(75).optional(),
  cost_account: name().optional().meta({ description: 'A cost account’s code.' }),
  reference: text(100).optional(),
})

export const createLabel = operation({
  id: 'createLabel',
  method: 'POST',
  path: '/labels',
  summary: 'Prints a label; USPS is taken from the balance, UPS and FedEx never touch it',
  scope: 'labels:write',
  isWrite: true,
  body,
  responses: { 201: labelSchema },
  refusals: [
    'invalid_amount',
    'insufficient_funds',
    'unknown_cost_account',
    'inactive_cost_account',
    'cost_account_required',
  ],
  async run({ principal, body: input, idempotencyKey }) {
    const result = await printLabel(principal, {
      key: idempotencyKey,
      carrier: input.carrier,
      service: input.service ?? null,
      amount: input.amount,
      costAccount: input.cost_account ?? null,
      reference: input.reference ?? null,
    })
    if ('keyRefusal' in result) return refuseApiKey(result, 'labels:write')
    if (!result.ok) return refuseLabel(input.amount, result)
    return succeed(showLabel(result.label), 201, {
      Location: `/api/v1/labels/${result.label.id}`,
      ...(result.replayed && { 'Idempotency-Replayed': 'true' }),
    })
  },
})

const fieldOf: Partial<Record<ErrorCode, string>> = {
  invalid_amount: 'amount',
  unknown_cost_account: 'cost_account',
  inactive_cost_account: 'cost_account',
  cost_account_required: 'cost_account',
}

function refuseLabel(required: number, { code, available, headroom, minimum, owed }: LabelRefusal): Outcome {
  if (code !== 'insufficient_funds' || available === null || headroom === null || minimum === null || owed === null) {
    return refuse(code, {}, fieldOf[code])
  }
  return refuse(code, {
    detail: `The label costs ${formatMoney(required)} and ${formatMoney(available)} is available${owed > 0 ? `; ${formatMoney(owed)} is owed and has to be paid first` : ''}.`,
    members: {
      available,
      required,
      shortfall: shortfallOf({ available, owed }, required),
      suggested_refill: suggestRefill({ available, headroom, minimum, owed }, required),
    },
  })
}
