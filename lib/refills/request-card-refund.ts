import { onlyRow } from '../../db/check-result'
import { database } from '../../db/client'
import { findCardRefund, type CardRefund } from '../../db/queries/card-refunds'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { inTime } from '../deadline'
import { log } from '../log'
import { isOtherMode } from '../payments/adopt-mode'
import { requestHash } from '../request-hash'
import { sendCardRefund } from './resolve-due-card-refunds'

export type CardRefundRequest = {
  /** A hidden field of the form. */
  key: string
  refillId: string
  /** Cents of postage; the fee stays. */
  amount: number
  /** 1 to 200 characters. */
  reason: string
}

export type CardRefundRefusal = {
  code:
    | 'forbidden'
    | 'not_found'
    | 'not_refundable'
    | 'too_late'
    | 'invalid_amount'
    | 'more_than_refundable'
    | 'insufficient_funds'
    | 'prepaid'
    | 'reason'
    | 'idempotency_mismatch'
    /** The team's money is real, and this server has a test key. */
    | 'other_mode'
  /** In cents, when it was refused: what of the refill may go back, what the balance has, and what of that the card has paid. */
  refundable: number | null
  available: number | null
  fromCard: number | null
}

export type CardRefundResult = { ok: true; refund: CardRefund; replayed: boolean } | ({ ok: false } & CardRefundRefusal)

const NO_FIGURES = { refundable: null, available: null, fromCard: null }

type Booked = {
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused'
  code: CardRefundRefusal['code'] | null
  refundId: string | null
  requestKey: string
  refundable: number | null
  available: number | null
  fromCard: number | null
  charge: string | null
}

/**
 * Sends unused postage of a card refill back to its card. One statement sets the postage aside; then the processor sends
 * it. The refund comes back refunded, failed, or processing (its outcome is not known yet). Only for admins. Rules:
 * db/functions/43-card-refunds.sql.
 */
export async function requestCardRefund(
  { teamId, id }: Principal,
  request: CardRefundRequest,
): Promise<CardRefundResult> {
  const { key, refillId, amount, reason } = request
  if (!isUuid(refillId)) return { ok: false, code: 'not_found', ...NO_FIGURES }
  if (await isOtherMode(teamId)) return { ok: false, code: 'other_mode', ...NO_FIGURES }
  const hash = requestHash([refillId, amount, reason])
  const rows = await inTime(database().sql<[Booked]>`
    select ${key}::text as "requestKey", b.outcome, b.code, b.refund_id as "refundId", b.refundable, b.available,
      b.from_card as "fromCard", r.processor_ref as charge
    from request_card_refund(
      p_team => ${teamId}, p_actor => ${id}, p_key => ${key}, p_request_hash => ${hash}, p_refill => ${refillId},
      p_amount => ${amount}, p_reason => ${reason}) b
    left join refills r on r.team_id = ${teamId} and r.id = ${refillId}`)
  const booked = onlyRow(rows, (row) => row.requestKey === key)
  const { outcome, code, refundId, charge, refundable, available, fromCard } = booked
  if (outcome === 'mismatch' || outcome === 'refused')
    return { ok: false, code: code ?? 'idempotency_mismatch', refundable, available, fromCard }
  if (outcome === 'created') {
    try {
      await sendCardRefund({ teamId, refundId: refundId!, charge: charge!, amount })
    } catch (error) {
      // It may have gone through. The job resolves it.
      log.error({ err: error, teamId, refundId }, 'the outcome of a refund to a card could not be recorded yet')
    }
  }
  const refund = await findCardRefund(teamId, refundId!)
  if (!refund) throw new Error(`refund ${refundId} of team ${teamId} was booked and cannot be read`)
  return { ok: true, refund, replayed: outcome === 'replayed' }
}
