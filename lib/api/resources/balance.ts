import { z } from 'zod'
import type { Balance } from '../../../db/queries/balance'
import { headroom } from '../../refills/rules/quote'
import { cents, instant } from '../fields'

export const balanceSchema = z.strictObject({
  available: cents.meta({ description: 'Can be printed with now.' }),
  pending: cents.meta({ description: 'Reserved for refills on their way.' }),
  held: cents.meta({ description: 'Arrived without room; comes into the balance as soon as there is some.' }),
  owed: cents.meta({
    description:
      'What a chargeback has left owed; 0 where nothing is. It is paid first, and until then nothing can be printed.',
  }),
  limit: cents.meta({ description: 'The most that the balance may ever be.' }),
  minimum_refill: cents.meta({ description: 'Minimum refill.' }),
  headroom: cents.meta({ description: 'limit − available − pending, also where it is below the minimum.' }),
  currency: z.literal('USD'),
  as_of: instant,
})

/** The balance as the API shows it. */
export function showBalance(balance: Balance): z.infer<typeof balanceSchema> {
  const { available, pending, held, owed, limit, minimum } = balance
  return {
    available,
    pending,
    held,
    owed,
    limit,
    minimum_refill: minimum,
    headroom: headroom(balance),
    currency: 'USD',
    as_of: balance.asOf.toISOString(),
  }
}
