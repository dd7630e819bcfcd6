import { z } from 'zod'
import { isUuid } from '../../../db/queries/is-uuid'
import type { Refill } from '../../../db/queries/refills'
import type { ErrorCode } from '../../rules/errors'
import { formatMoney } from '../../rules/money'
import { requestRefill, type Allocation, type RefillRefusal, type RefillRequest } from '../../refills/request-refill'
import { refuseApiKey } from '../authenticate-key'
import { operation } from '../endpoint'
import { OTHER_MODE } from '../../payments/rules/mode-words'
import { amount, name, text } from '../fields'
import { succeed, refuse, type Outcome, type Problem } from '../outcome'
import { refillSchema, showRefill } from '../resources/refill'
import { QUOTE_REFUSALS } from './quote-refill'

const body = z
  .strictObject({
    amount,
    payment_method_id: name().optional().meta({ description: 'Without it: the team’s default.' }),
    cost_account: name().optional().meta({ description: 'A code, for all of it. Not together with allocations.' }),
    allocations: z
      .array(z.strictObject({ cost_account: name(), amount }, { error: 'must be an object.' }), {
        error: 'must be a list.',
      })
      .optional()
      .meta({ description: 'Amounts that sum to the refill’s.' }),
    memo: text(200).optional(),
  })
  .refine((given) => given.cost_account === undefined || given.allocations === undefined, {
    path: ['allocations'],
    error: 'cannot be sent together with cost_account.',
  })

/** No payment method has this id: what is no id at all is looked up like any other that is unknown. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

export const createRefill = operation({
  id: 'createRefill',
  method: 'POST',
  path: '/refills',
  summary: 'Adds postage: 201 when it is there, 202 while the card’s answer is outstanding',
  scope: 'refills:write',
  isWrite: true,
  body,
  responses: { 201: refillSchema, 202: refillSchema },
  refusals: [
    'invalid_amount',
    ...QUOTE_REFUSALS,
    'unknown_cost_account',
    'inactive_cost_account',
    'cost_account_required',
    'allocations_mismatch',
    'payment_declined',
    'not_supported',
  ],
  async run({ principal, body: input, idempotencyKey }) {
    const methodId = input.payment_method_id
    const request: RefillRequest = {
      key: idempotencyKey,
      source: 'api',
      amount: input.amount,
      paymentMethodId: methodId === undefined ? null : isUuid(methodId) ? methodId : NOBODY,
      allocations: allocationsOf(input),
      memo: input.memo ?? null,
      expectedTotal: null,
    }
    const result = await requestRefill(principal, request)
    if ('keyRefusal' in result) return refuseApiKey(result, 'refills:write')
    return result.ok ? answerRefill(result.refill, result.replayed) : refuseRefill(result)
  },
})

function allocationsOf({ cost_account: whole, allocations }: z.infer<typeof body>): Allocation[] | null {
  if (whole !== undefined) return [{ costAccount: whole, amount: null }]
  return allocations?.map((each) => ({ costAccount: each.cost_account, amount: each.amount })) ?? null
}

/** The status tells the current state of the refill: posted, processing, or declined. */
function answerRefill(refill: Refill, replayed: boolean): Outcome {
  const headers: Record<string, string> = replayed ? { 'Idempotency-Replayed': 'true' } : {}
  if (refill.status === 'failed') {
    return refuse('payment_declined', {
      detail: refill.failureMessage ?? undefined,
      members: { decline_code: refill.failureCode ?? 'unknown', refill: showRefill(refill) },
      headers,
    })
  }
  headers.Location = `/api/v1/refills/${refill.id}`
  return succeed(showRefill(refill), refill.status === 'processing' ? 202 : 201, headers)
}

const fieldOf: Partial<Record<ErrorCode, string>> = {
  below_minimum: 'amount',
  above_limit: 'amount',
  unknown_payment_method: 'payment_method_id',
  inactive_payment_method: 'payment_method_id',
  no_payment_method: 'payment_method_id',
  reserve_insufficient: 'amount',
  credit_limit_exceeded: 'amount',
  unknown_cost_account: 'cost_account',
  inactive_cost_account: 'cost_account',
  cost_account_required: 'cost_account',
  allocations_mismatch: 'allocations',
}

function refuseRefill({ code, headroom, available }: RefillRefusal): Outcome {
  if (code === 'total_changed' || code === 'request_not_open') {
    throw new Error(`the API sends neither an expected total nor a request for postage, and was refused with ${code}`)
  }
  if (code === 'other_mode') return refuse('not_supported', { detail: OTHER_MODE }, 'payment_method_id')
  const problem: Omit<Problem, 'code'> = {}
  if (code === 'above_limit' && headroom !== null) {
    problem.detail = `There is room for ${formatMoney(Math.max(0, headroom))} under the balance limit.`
    problem.members = { headroom }
  } else if ((code === 'reserve_insufficient' || code === 'credit_limit_exceeded') && available !== null) {
    problem.detail = `There is ${formatMoney(available)} left.`
    problem.members = { available }
  }
  return refuse(code, problem, fieldOf[code])
}
