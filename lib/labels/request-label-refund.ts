import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import { findLabel, type Label } from '../../db/queries/labels'
import type { Principal } from '../auth/principal'
import type { ErrorCode } from '../errors'
import { requestHash } from '../request-hash'

export type RefundRequest = {
  key: string
  labelId: string
  /** At most 200 characters. */
  reason: string | null
}

export type RefundRequestResult =
  | { ok: true; label: Label; replayed: boolean }
  | { ok: false; code: Extract<ErrorCode, 'forbidden' | 'not_found' | 'not_refundable' | 'idempotency_mismatch'> }

type Asked = {
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused'
  code: 'forbidden' | 'not_found' | 'not_refundable' | null
}

/** Asks USPS for a label's postage back, in one statement. Nothing is credited until USPS has answered. */
export async function requestLabelRefund(principal: Principal, { key, labelId, reason }: RefundRequest): Promise<RefundRequestResult> {
  if (!isUuid(labelId)) return { ok: false, code: 'not_found' }
  const [asked] = await database().sql<[Asked]>`
    select outcome, code from request_label_refund(
      ${principal.teamId}, ${key}, ${requestHash([labelId, reason])}, ${labelId}, ${reason}, ${principal.type}, ${principal.id})`
  if (asked.outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch' }
  if (asked.outcome === 'refused') return { ok: false, code: asked.code! }
  const label = await findLabel(principal.teamId, labelId)
  if (!label) throw new Error(`label ${labelId} of team ${principal.teamId} cannot be read`)
  return { ok: true, label, replayed: asked.outcome === 'replayed' }
}
