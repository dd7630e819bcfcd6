import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import { findLabel, type Label } from '../../db/queries/labels'
import type { PresentedKey, Principal, KeyRefusal } from '../auth/principal'
import { inTime } from '../deadline'
import type { ErrorCode } from '../rules/errors'
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

type Row = {
  teamId: number
  /** Of a key alone. */
  retryAfter?: number | null
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused' | 'turned_away'
  code: string | null
}

/** No label has this id: what is no id at all is looked up like any other that is unknown. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * Requests a refund of a label from USPS in one statement. Nothing is credited until USPS has decided. The same
 * statement authorizes a presented API key.
 */
export async function requestLabelRefund(principal: Principal, request: RefundRequest): Promise<RefundRequestResult>
export async function requestLabelRefund(
  key: PresentedKey,
  request: RefundRequest,
): Promise<RefundRequestResult | KeyRefusal>
export async function requestLabelRefund(
  by: Principal | PresentedKey,
  { key, labelId, reason }: RefundRequest,
): Promise<RefundRequestResult | KeyRefusal> {
  const { sql } = database()
  const wanted = sql`
    p_key => ${key}, p_request_hash => ${requestHash([labelId, reason])},
    p_label => ${isUuid(labelId) ? labelId : NOBODY}, p_reason => ${reason}`
  const [{ teamId, retryAfter, outcome, code }] = await inTime(
    by.type === 'presented_key'
      ? sql<[Row]>`
        select team_id as "teamId", retry_after as "retryAfter", outcome, code
        from request_label_refund_by_key(
          p_hash => ${by.hash}, p_per_minute => ${by.perMinute}, p_burst => ${by.burst}, ${wanted})`
      : sql<[Row]>`
        select ${by.teamId}::bigint as "teamId", outcome, code
        from request_label_refund(
          p_team => ${by.teamId}, p_actor_type => ${by.type}, p_actor_id => ${by.id}, ${wanted})`,
  )
  if (outcome === 'turned_away')
    return { ok: false, keyRefusal: code as KeyRefusal['keyRefusal'], retryAfter: retryAfter ?? null }
  if (outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch' }
  if (outcome === 'refused') return { ok: false, code: code as Extract<RefundRequestResult, { ok: false }>['code'] }
  const label = await findLabel(teamId, labelId)
  if (!label) throw new Error(`label ${labelId} of team ${teamId} cannot be read`)
  return { ok: true, label, replayed: outcome === 'replayed' }
}
