import { isUuid } from '../../../db/queries/is-uuid'
import type { RefillName } from '../payment-event'

/** What describePayment wrote; other payments of the account have other metadata, or none. */
type Metadata = Record<string, string> | null | undefined

/** The team that a customer, a page or a payment was made for; null if it is not ours. */
export function readTeam(metadata: Metadata): number | null {
  const team = metadata?.team ?? ''
  return /^\d{1,15}$/.test(team) ? Number(team) : null
}

/** The refill that a payment was made for; null if it is not ours. */
export function readRefill(metadata: Metadata): RefillName | null {
  const teamId = readTeam(metadata)
  const refillId = metadata?.refill ?? ''
  return teamId !== null && isUuid(refillId) ? { teamId, refillId } : null
}
