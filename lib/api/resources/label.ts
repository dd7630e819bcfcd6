import { z } from 'zod'
import type { Label } from '../../../db/queries/labels'
import { cents, instant, isTest } from '../fields'

export const carrier = z.enum(['usps', 'ups', 'fedex'], { error: 'must be usps, ups or fedex.' })

export const labelSchema = z.strictObject({
  id: z.string(),
  carrier,
  service: z.string().nullable(),
  amount: cents,
  status: z.enum(['printed', 'refund_requested', 'refunded', 'refund_denied']),
  charged_to: z.enum(['postage_balance', 'carrier_account']),
  balance_after: cents.nullable().meta({ description: 'Null where the balance was not touched (UPS, FedEx).' }),
  cost_account: z.string().nullable(),
  reference: z.string().nullable(),
  performed_by: z.string(),
  created_at: instant,
  test: isTest,
})

/** A label as the API shows it. */
export function showLabel(label: Label): z.infer<typeof labelSchema> {
  const { id, carrier, service, amount, status, reference } = label
  return {
    id,
    carrier,
    service,
    amount,
    status,
    charged_to: label.chargedTo,
    balance_after: label.balanceAfter,
    cost_account: label.costAccount,
    reference,
    performed_by: label.performedBy,
    created_at: label.createdAt.toISOString(),
    ...(label.isTest && { test: true as const }),
  }
}
