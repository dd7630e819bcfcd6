import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

export type PostageWish = {
  /** Cents. */
  amount: number
  /** 1 to 200 characters. */
  reason: string
  /** A cost account's code. */
  costAccount: string | null
  /** Of the label that waits for it: made where the Print form is. */
  labelKey: string
  /** The fields of that form, for when there is postage; null where no label waits. */
  label: Record<string, string> | null
}

export type AskRefusal =
  | 'forbidden'
  | 'below_minimum'
  | 'above_limit'
  | 'unknown_cost_account'
  | 'inactive_cost_account'
  | 'too_many'

type Asked = { outcome: 'created' | 'replayed' | AskRefusal; request_id: string }

/** Asks the admins for postage. A person has one open request for a label: asking again finds that one. */
export async function askForPostage(
  { teamId, id }: Principal,
  { amount, reason, costAccount, labelKey, label }: PostageWish,
): Promise<{ ok: true; requestId: string; replayed: boolean } | { ok: false; code: AskRefusal }> {
  const { sql } = database()
  const [{ outcome, request_id: requestId }] = await sql<[Asked]>`
    select * from ask_for_postage(
      ${teamId}, ${id}, ${labelKey}, ${amount}, ${reason}, ${costAccount}, ${label ? sql.json(label) : null})`
  return outcome === 'created' || outcome === 'replayed'
    ? { ok: true, requestId, replayed: outcome === 'replayed' }
    : { ok: false, code: outcome }
}
