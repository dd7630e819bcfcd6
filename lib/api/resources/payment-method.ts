import { z } from 'zod'
import type { PaymentMethod } from '../../../db/queries/payment-methods'
import { cents } from '../fields'

export const paymentMethodType = z.enum(['credit_card', 'reserve_account', 'purchase_power'])

export const paymentMethodSchema = z.strictObject({
  id: z.string(),
  type: paymentMethodType,
  label: z.string(),
  default: z.boolean(),
  active: z.boolean(),
  available: cents.optional().meta({ description: 'What a Reserve Account or Purchase Power has left.' }),
})

/** A payment method as the API shows it. */
export function showPaymentMethod(method: PaymentMethod): z.infer<typeof paymentMethodSchema> {
  const { id, type, label, isDefault, active, available } = method
  return { id, type, label, default: isDefault, active, ...(available !== null && { available }) }
}
