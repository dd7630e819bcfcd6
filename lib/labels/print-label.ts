import { database } from '../../db/client'
import { findLabel, type Label } from '../../db/queries/labels'
import type { Principal } from '../auth/principal'
import type { ErrorCode } from '../errors'
import { requestHash } from '../request-hash'

export type LabelRequest = {
  key: string
  carrier: 'usps' | 'ups' | 'fedex'
  service: string | null
  /** Cents. */
  amount: number
  /** A cost account's code. */
  costAccount: string | null
  reference: string | null
}

export type LabelRefusal = {
  code: Extract<
    ErrorCode,
    | 'forbidden' | 'idempotency_mismatch' | 'invalid_amount' | 'unknown_cost_account' | 'inactive_cost_account'
    | 'cost_account_required' | 'insufficient_funds'
  >
  available: number | null
  headroom: number | null
}

export type LabelResult = { ok: true; label: Label; replayed: boolean } | ({ ok: false } & LabelRefusal)

type Booked = {
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused'
  code: LabelRefusal['code'] | null
  label_id: string | null
  available: number | null
  headroom: number | null
}

/**
 * Prints a label, in one statement. USPS takes it from the postage balance or is refused with `insufficient_funds`; UPS
 * and FedEx are recorded as charged to the team's own carrier account.
 */
export async function printLabel(principal: Principal, request: LabelRequest): Promise<LabelResult> {
  const { carrier, service, amount, costAccount, reference } = request
  const hash = requestHash([carrier, service, amount, costAccount, reference])
  const [booked] = await database().sql<[Booked]>`
    select * from spend_postage(
      ${principal.teamId}, ${request.key}, ${hash}, ${carrier}, ${service}, ${amount}, ${costAccount}, ${reference},
      ${principal.type}, ${principal.id})`
  const { outcome, code, available, headroom } = booked
  if (outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch', available, headroom }
  if (outcome === 'refused') return { ok: false, code: code ?? 'forbidden', available, headroom }
  const label = await findLabel(principal.teamId, booked.label_id!)
  if (!label) throw new Error(`label ${booked.label_id} of team ${principal.teamId} was printed and cannot be read`)
  return { ok: true, label, replayed: outcome === 'replayed' }
}
