import { z } from 'zod'
import type { Refill } from '../../../db/queries/refills'
import { cents, instant, isTest } from '../fields'
import { paymentMethodType } from './payment-method'

export const refillSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['processing', 'posted', 'failed', 'reversed']),
  amount: cents.meta({ description: 'Postage that is added.' }),
  refunded: cents.meta({ description: 'Of the amount: what has gone back to the card, without a chargeback.' }),
  disputed: cents.meta({
    description: 'Of the amount: what disputes have taken. After a refund it can be more than was left.',
  }),
  fee: cents.meta({ description: 'Charged and never credited.' }),
  total_charged: cents,
  balance_before: cents,
  balance_after: cents.nullable().meta({ description: 'Null until posted.' }),
  payment_method: z.strictObject({ id: z.string(), type: paymentMethodType, label: z.string() }),
  cost_account: z.string().nullable().meta({ description: 'The code, where there is exactly one allocation.' }),
  allocations: z.array(
    z.strictObject({
      cost_account: z.string(),
      amount: cents,
      net: cents.meta({
        description: 'Of the amount: what is left after refunds and disputes, apportioned to the cent.',
      }),
    }),
  ),
  performed_by: z.string(),
  source: z.enum(['web', 'api', 'auto']),
  memo: z.string().nullable(),
  reference: z.string(),
  recovered: z
    .literal(true)
    .optional()
    .meta({ description: 'It was lost with a restored backup, and made again from the card processor’s records.' }),
  created_at: instant,
  posted_at: instant.nullable(),
  test: isTest,
  failure: z.strictObject({ code: z.string(), message: z.string() }).optional(),
})

/** A refill as the API shows it. */
export function showRefill(refill: Refill): z.infer<typeof refillSchema> {
  const allocations = refill.costAccounts.map(({ code, amount, net }) => ({ cost_account: code, amount, net }))
  return {
    id: refill.id,
    status: refill.status,
    amount: refill.amount,
    refunded: refill.refunded,
    disputed: refill.disputed,
    fee: refill.fee,
    total_charged: refill.totalCharged,
    balance_before: refill.balanceBefore,
    balance_after: refill.balanceAfter,
    payment_method: { id: refill.methodId, type: refill.methodType, label: refill.methodLabel },
    cost_account: allocations.length === 1 ? allocations[0]!.cost_account : null,
    allocations,
    performed_by: refill.performedBy,
    source: refill.source,
    memo: refill.memo,
    reference: refill.reference,
    ...(refill.recovered && { recovered: true as const }),
    created_at: refill.createdAt.toISOString(),
    posted_at: refill.postedAt?.toISOString() ?? null,
    ...(refill.isTest && { test: true as const }),
    ...(refill.status === 'failed' && {
      failure: { code: refill.failureCode ?? 'unknown', message: refill.failureMessage ?? 'The payment failed.' },
    }),
  }
}
