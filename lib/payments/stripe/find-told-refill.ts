import type { Stripe } from 'stripe'
import { database } from '../../../db/client'
import { isUuid } from '../../../db/queries/is-uuid'

/** A refill by card that Stripe tells of: whose it is, and what its card had to pay, postage and fee, in cents. */
export type ToldRefill = { teamId: number; refillId: string; total: number }

/** The refill that something at Stripe was made for, by its metadata; null where it is not of this installation. */
export async function findToldRefill(metadata: Stripe.Metadata | null | undefined): Promise<ToldRefill | null> {
  const { team = '', refill = '' } = metadata ?? {}
  if (!/^\d{1,15}$/.test(team) || !isUuid(refill)) return null
  const [told] = await database().sql<ToldRefill[]>`
    select team_id as "teamId", id as "refillId", amount + fee as total from refills
    where team_id = ${Number(team)} and id = ${refill} and payment_method_type = 'credit_card'`
  return told ?? null
}
