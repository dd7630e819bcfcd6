import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { requestHash } from '../request-hash'

export type ReceiptCorrection = {
  /** Made with the form: pressing twice corrects once. */
  key: string
  receiptId: string
  /** 1 to 150 characters. */
  reason: string
}

export type ReceiptCorrectionRefusal = {
  code:
    | 'forbidden'
    | 'not_found'
    | 'is_correction'
    | 'already_corrected'
    | 'of_test_round'
    | 'reason'
    | 'not_left'
    | 'idempotency_mismatch'
  /** With not_left: what the account has, or what can be drawn on Purchase Power, in cents. */
  available: number | null
}

export type ReceiptCorrectionResult = { ok: true; replayed: boolean } | ({ ok: false } & ReceiptCorrectionRefusal)

type Corrected = {
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused'
  code: ReceiptCorrectionRefusal['code'] | null
  available: number | null
}

/**
 * Takes a receipt from the bank back that was recorded wrongly: all of it, once per key and once at all. The wrong one
 * stays in the statement, and a second line takes it back. Rules: db/functions/65-receipt-corrections.sql.
 */
export async function correctBankReceipt(
  { teamId, id }: Principal,
  { key, receiptId, reason }: ReceiptCorrection,
): Promise<ReceiptCorrectionResult> {
  if (!isUuid(receiptId)) return { ok: false, code: 'not_found', available: null }
  const [{ outcome, code, available }] = await database().sql<[Corrected]>`
    select outcome, code, available from correct_bank_receipt(
      p_team => ${teamId}, p_actor => ${id}, p_key => ${key}, p_request_hash => ${requestHash([receiptId, reason])},
      p_receipt => ${receiptId}, p_reason => ${reason})`
  if (outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch', available }
  if (outcome === 'refused') return { ok: false, code: code ?? 'forbidden', available }
  return { ok: true, replayed: outcome === 'replayed' }
}
