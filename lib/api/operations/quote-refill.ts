import { z } from 'zod'
import { readBalance } from '../../../db/queries/balance'
import { listPaymentMethods, type PaymentMethod } from '../../../db/queries/payment-methods'
import { readRefillRules } from '../../../db/queries/teams'
import type { ErrorCode } from '../../rules/errors'
import { headroom, quoteRefill } from '../../refills/rules/quote'
import { operation } from '../endpoint'
import { amount, cents, name } from '../fields'
import { succeed } from '../outcome'

const body = z.object({ amount, payment_method_id: name().optional() })

/** Why a refill of an amount by a payment method is not allowed. */
export const QUOTE_REFUSALS = [
  'below_minimum',
  'above_limit',
  'unknown_payment_method',
  'inactive_payment_method',
  'no_payment_method',
  'reserve_insufficient',
  'credit_limit_exceeded',
] as const

export const quoteSchema = z.strictObject({
  amount: cents,
  fee: cents,
  total_charged: cents,
  balance_after: cents,
  headroom: cents,
  allowed: z.boolean(),
  code: z.enum(QUOTE_REFUSALS).optional().meta({ description: 'Why it is not allowed.' }),
})

export const quoteRefillOperation = operation({
  id: 'quoteRefill',
  method: 'POST',
  path: '/refills/quote',
  summary: 'What a refill would cost, and whether it is allowed; changes nothing',
  scope: 'read',
  body,
  responses: { 200: quoteSchema },
  refusals: ['invalid_amount'],
  async run({ principal: { teamId }, body: input }) {
    const [balance, methods, rules] = await Promise.all([
      readBalance(teamId),
      listPaymentMethods(teamId),
      readRefillRules(teamId),
    ])
    const methodId = input.payment_method_id?.toLowerCase()
    const method = methods.find((each) => (methodId === undefined ? each.isDefault : each.id === methodId))
    // Without a method there is nothing to charge a fee on: as for one that has none, with all it needs.
    const terms = method ?? ({ type: 'reserve_account', available: null } as const)
    const quote = quoteRefill(balance, terms, rules, input.amount)
    // The same order as the database's: an amount too small, then the method, then the room and what the method has.
    const code = quote.refusal === 'below_minimum' ? quote.refusal : (refusalOf(method, methodId) ?? quote.refusal)
    return succeed({
      amount: quote.amount,
      fee: quote.fee,
      total_charged: quote.totalCharged,
      balance_after: quote.balanceAfter,
      headroom: headroom(balance),
      allowed: code === null,
      ...(code !== null && { code }),
    } satisfies z.infer<typeof quoteSchema>)
  },
})

function refusalOf(method: PaymentMethod | undefined, methodId: string | undefined) {
  if (!method) return (methodId === undefined ? 'no_payment_method' : 'unknown_payment_method') satisfies ErrorCode
  return method.active ? null : ('inactive_payment_method' satisfies ErrorCode)
}
