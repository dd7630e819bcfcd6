import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { isUuid } from '../../db/queries/is-uuid'

export type NewPostageRequest = {
  /** Cents. */
  amount: number
  /** 1 to 200 characters. */
  reason: string
  /** A cost account's code. */
  costAccount: string | null
  /** The key of the label that waits for the postage. The Print form makes it. */
  labelKey: string
  /** The fields of the Print form, to print the label later; null where no label waits. */
  label: Record<string, string> | null
}

export type PostageRequestRefusal =
  | 'forbidden'
  | 'below_minimum'
  | 'above_limit'
  | 'unknown_cost_account'
  | 'inactive_cost_account'
  | 'too_many'

type Row = { outcome: 'created' | 'replayed' | PostageRequestRefusal; request_id: string }

/** Requests postage from the admins. A person has one open request per label key: a second call returns the first request. */
export async function createPostageRequest(
  { teamId, id }: Principal,
  { amount, reason, costAccount, labelKey, label }: NewPostageRequest,
): Promise<{ ok: true; requestId: string; replayed: boolean } | { ok: false; code: PostageRequestRefusal }> {
  const { sql } = database()
  const [{ outcome, request_id: requestId }] = await sql<[Row]>`
    select * from create_postage_request(
      p_team => ${teamId}, p_actor => ${id}, p_label_key => ${labelKey}, p_amount => ${amount}, p_reason => ${reason},
      p_cost_account => ${costAccount}, p_label => ${label ? sql.json(label) : null})`
  return outcome === 'created' || outcome === 'replayed'
    ? { ok: true, requestId, replayed: outcome === 'replayed' }
    : { ok: false, code: outcome }
}

/** Declines an open request with a reason of 1 to 200 characters. `not_open`: somebody decided or withdrew it before. */
export async function declinePostageRequest(
  { teamId, id }: Principal,
  requestId: string,
  reason: string,
): Promise<'done' | 'forbidden' | 'not_found' | 'not_open'> {
  if (!isUuid(requestId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' | 'not_open' }]>`
    select decline_postage_request(
      p_team => ${teamId}, p_actor => ${id}, p_request => ${requestId}, p_reason => ${reason}) as outcome`
  return outcome
}

/** Withdraws the person’s own open request. `not_open`: somebody decided or withdrew it before. */
export async function withdrawPostageRequest(
  { teamId, id }: Principal,
  requestId: string,
): Promise<'done' | 'not_found' | 'not_open'> {
  if (!isUuid(requestId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'not_found' | 'not_open' }]>`
    select withdraw_postage_request(p_team => ${teamId}, p_actor => ${id}, p_request => ${requestId}) as outcome`
  return outcome
}
