import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

export type RefundAnswer = {
  approved: boolean
  /** A number of USPS, or why it was denied; at most 200 characters. */
  note: string | null
}

/**
 * Records the USPS decision for an admin of the team. An approved amount is credited once, and goes to `held` if the
 * balance has no room. `unchanged` if the decision was already recorded or no refund was requested.
 */
export async function recordLabelRefund(
  { teamId, id }: Principal,
  labelId: string,
  { approved, note }: RefundAnswer,
): Promise<'refunded' | 'refund_denied' | 'unchanged' | 'forbidden' | 'not_found'> {
  if (!isUuid(labelId)) return 'not_found'
  const [{ outcome }] = await database().sql<
    [{ outcome: 'refunded' | 'refund_denied' | 'unchanged' | 'forbidden' | 'not_found' }]
  >`
    select record_label_refund(
      p_team => ${teamId}, p_actor => ${id}, p_label => ${labelId}, p_approved => ${approved},
      p_note => ${note}) as outcome`
  return outcome
}
