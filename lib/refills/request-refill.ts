import { database } from '../../db/client'
import { findRefill, refillColumns, type Refill } from '../../db/queries/refills'
import type { Principal } from '../auth/principal'
import type { ErrorCode } from '../errors'
import { log } from '../log'
import { requestHash } from '../request-hash'
import { chargeRefill } from './charge-refill'

export type Allocation = { costAccount: string; amount: number | null }

export type RefillRequest = {
  /** Made where the intention is: a hidden field of the form, the API's header. */
  key: string
  source: 'web' | 'api'
  /** Cents, or as much as the limit has room for. */
  amount: number | 'fill'
  /** Null is the team's default. */
  paymentMethodId: string | null
  /** An allocation without an amount takes the whole refill. */
  allocations: Allocation[] | null
  memo: string | null
  /** The total in cents that the person has seen and agreed to; null where a program asks. */
  expectedTotal: number | null
}

export type RefillRefusal = {
  code: Extract<
    ErrorCode,
    | 'forbidden' | 'idempotency_mismatch' | 'below_minimum' | 'above_limit' | 'unknown_payment_method'
    | 'inactive_payment_method' | 'no_payment_method' | 'reserve_insufficient' | 'credit_limit_exceeded'
    | 'unknown_cost_account' | 'inactive_cost_account' | 'cost_account_required' | 'allocations_mismatch'
  > | 'total_changed'
  /** Room against the limit in cents, as the refusal saw it. */
  headroom: number | null
  /** What the Reserve Account or Purchase Power has left, in cents. */
  available: number | null
  /** With idempotency_mismatch: the refill that the key has made. */
  refillId: string | null
}

export type RefillResult =
  | { ok: true; refill: Refill; replayed: boolean }
  | ({ ok: false } & RefillRefusal)

/** What the database says, and where it has created a refill, the refill. */
type Booked = Refill & {
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused'
  code: RefillRefusal['code'] | null
  refillId: string | null
  headroom: number | null
  available: number | null
}

/**
 * Adds postage: asks the database (one statement: key, rules, reservation, audit), then the card processor where a card
 * pays. The refill comes back posted, failed (declined) or processing (its outcome is not known yet). Rules: DESIGN.md §3.
 */
export async function requestRefill(principal: Principal, request: RefillRequest): Promise<RefillResult> {
  const { sql } = database()
  const hash = requestHash([request.amount, request.paymentMethodId, request.allocations, request.memo])
  const allocations = request.allocations?.map((each) => ({ cost_account: each.costAccount, amount: each.amount })) ?? null
  const [booked] = await sql<[Booked]>`
    select b.outcome, b.code, b.refill_id as "refillId", b.headroom, b.available, ${refillColumns(sql)},
      coalesce(b.allocations, '[]') as "costAccounts"
    from request_refill(
      ${principal.teamId}, ${request.key}, ${hash}, ${request.amount === 'fill' ? null : request.amount},
      ${request.paymentMethodId}, ${allocations ? sql.json(allocations) : null}, ${request.memo},
      ${principal.type}, ${principal.id}, ${request.source}, ${request.expectedTotal}) b
    cross join lateral (select (b.refill).*) r`

  const { outcome, code, refillId, headroom, available, ...created } = booked
  if (outcome === 'refused') return { ok: false, code: code ?? 'forbidden', headroom, available, refillId }
  if (outcome === 'mismatch') return { ok: false, code: 'idempotency_mismatch', headroom, available, refillId }

  if (outcome === 'replayed') return { ok: true, refill: await readRefill(principal.teamId, refillId!), replayed: true }

  const refill: Refill = created
  if (refill.status !== 'processing') return { ok: true, refill, replayed: false }
  try {
    await chargeRefill(principal.teamId, refill.id)
    return { ok: true, refill: await readRefill(principal.teamId, refill.id), replayed: false }
  } catch (error) {
    // The card may have been charged. Saying "failed" would make the person pay again; it is processing until the job knows.
    log.error({ err: error, teamId: principal.teamId, refillId: refill.id }, 'the outcome of a refill could not be recorded yet')
    return { ok: true, refill, replayed: false }
  }
}

async function readRefill(teamId: number, id: string): Promise<Refill> {
  const refill = await findRefill(teamId, id)
  if (!refill) throw new Error(`refill ${id} of team ${teamId} was booked and cannot be read`)
  return refill
}
