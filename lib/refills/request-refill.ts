import { onlyRow } from '../../db/check-result'
import { database } from '../../db/client'
import { findRefill, refillColumns, type Refill } from '../../db/queries/refills'
import type { PresentedKey, Principal, KeyRefusal } from '../auth/principal'
import { inTime } from '../deadline'
import type { ErrorCode } from '../rules/errors'
import { log } from '../log'
import { isOtherMode } from '../payments/adopt-mode'
import { cardProcessor } from '../payments/processor'
import { requestHash } from '../request-hash'
import { chargeRefill } from './charge-refill'

export type Allocation = { costAccount: string; amount: number | null }

export type RefillRequest = {
  /** A hidden field of the form, or the API's header. */
  key: string
  source: 'web' | 'api'
  /** Cents, or as much as the limit has room for. */
  amount: number | 'fill'
  /** Null is the team's default. */
  paymentMethodId: string | null
  /** An allocation without an amount takes the whole refill. */
  allocations: Allocation[] | null
  memo: string | null
  /** The total in cents that the person has seen and agreed to; null for a program. */
  expectedTotal: number | null
  /** The request for postage that this refill approves. Only people approve. */
  postageRequestId?: string
}

export type RefillRefusal = {
  code:
    | Extract<
        ErrorCode,
        | 'forbidden'
        | 'idempotency_mismatch'
        | 'below_minimum'
        | 'above_limit'
        | 'unknown_payment_method'
        | 'inactive_payment_method'
        | 'no_payment_method'
        | 'reserve_insufficient'
        | 'credit_limit_exceeded'
        | 'unknown_cost_account'
        | 'inactive_cost_account'
        | 'cost_account_required'
        | 'allocations_mismatch'
      >
    | 'total_changed'
    /** The team's money is real, and this server has a test key. */
    | 'other_mode'
    | 'request_not_open'
  /** Room against the limit in cents, as the refusal saw it. */
  headroom: number | null
  /** What the Reserve Account or Purchase Power has left, in cents. */
  available: number | null
  /** With idempotency_mismatch: the refill of the key. With request_not_open: the refill of the request. */
  refillId: string | null
}

export type RefillResult = { ok: true; refill: Refill; replayed: boolean } | ({ ok: false } & RefillRefusal)

/** What the database answers, and the refill if it has created one. */
type Booked = Refill & {
  /** The key of the request: the row belongs to this request and no other. */
  requestKey: string
  teamId: number
  /** Of a key alone. */
  retryAfter?: number | null
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused' | 'turned_away'
  code: string | null
  refillId: string | null
  headroom: number | null
  available: number | null
}

/**
 * Adds postage. One statement checks the key and the rules, reserves the room, and writes the audit row; then, for a card,
 * the processor charges. The refill comes back posted, failed (declined), or processing (its outcome is not known yet). The
 * same statement authorizes an API key that is only presented. Rules: db/functions/40-request-refill.sql.
 */
export async function requestRefill(principal: Principal, request: RefillRequest): Promise<RefillResult>
export async function requestRefill(key: PresentedKey, request: RefillRequest): Promise<RefillResult | KeyRefusal>
export async function requestRefill(
  by: Principal | PresentedKey,
  request: RefillRequest,
): Promise<RefillResult | KeyRefusal> {
  const {
    requestKey: _,
    teamId,
    retryAfter,
    outcome,
    code,
    refillId,
    headroom,
    available,
    ...created
  } = await inTime(bookInMode(by, request))
  switch (outcome) {
    case 'turned_away':
      return { ok: false, keyRefusal: code as KeyRefusal['keyRefusal'], retryAfter: retryAfter ?? null }
    case 'mismatch':
      return { ok: false, code: 'idempotency_mismatch', headroom, available, refillId }
    case 'refused':
      return { ok: false, code: code as RefillRefusal['code'], headroom, available, refillId }
    case 'replayed':
      return { ok: true, refill: await readSettled(teamId, refillId!), replayed: true }
    case 'created':
      return {
        ok: true,
        refill: created.status === 'processing' ? await chargeOnce(teamId, created) : await readMode(teamId, created),
        replayed: false,
      }
  }
}

/** A team that is still in test mode goes live at a server with a live key, and its test cards are gone then. */
async function bookInMode(by: Principal | PresentedKey, request: RefillRequest): Promise<Booked> {
  const booked = await book(by, request)
  return booked.code === 'other_mode' && !(await isOtherMode(booked.teamId)) ? book(by, request) : booked
}

async function book(by: Principal | PresentedKey, request: RefillRequest): Promise<Booked> {
  const { sql } = database()
  const { postageRequestId } = request
  const hash = requestHash([
    request.amount,
    request.paymentMethodId,
    request.allocations,
    request.memo,
    ...(postageRequestId ? [postageRequestId] : []),
  ])
  const allocations =
    request.allocations?.map((each) => ({ cost_account: each.costAccount, amount: each.amount })) ?? null
  const parameters = sql`
    p_key => ${request.key}, p_request_hash => ${hash}, p_amount => ${request.amount === 'fill' ? null : request.amount},
    p_method => ${request.paymentMethodId}, p_allocations => ${allocations ? sql.json(allocations) : null},
    p_memo => ${request.memo}, p_expected_total => ${request.expectedTotal}, p_mode => ${cardProcessor().mode}`
  const what = sql`
    ${request.key}::text as "requestKey", b.outcome, b.code, b.refill_id as "refillId", b.headroom, b.available, ${refillColumns(sql)},
    coalesce(b.allocations, '[]') as "costAccounts"`
  const refill = sql`cross join lateral (select (b.refill).*) r`
  if (by.type === 'user' && postageRequestId) {
    return rowOfRequest(
      request.key,
      await sql<[Booked]>`
      select ${what}, ${by.teamId}::bigint as "teamId"
      from approve_postage_request(
        p_team => ${by.teamId}, p_request => ${postageRequestId}, p_actor => ${by.id}, ${parameters}) b ${refill}`,
    )
  }
  return rowOfRequest(
    request.key,
    by.type === 'presented_key'
      ? await sql<[Booked]>`
        select ${what}, b.team_id as "teamId", b.retry_after as "retryAfter"
        from request_refill_by_key(
          p_hash => ${by.hash}, p_per_minute => ${by.perMinute}, p_burst => ${by.burst}, p_source => ${request.source},
          ${parameters}) b ${refill}`
      : await sql<[Booked]>`
        select ${what}, ${by.teamId}::bigint as "teamId"
        from request_refill(
          p_team => ${by.teamId}, p_actor_type => ${by.type}, p_actor_id => ${by.id}, p_source => ${request.source},
          ${parameters}) b ${refill}`,
  )
}

const outcomes: Record<Booked['outcome'], (booked: Booked) => boolean> = {
  created: ({ id, status }) => id !== null && status !== null,
  replayed: ({ refillId }) => refillId !== null,
  mismatch: ({ refillId }) => refillId !== null,
  refused: ({ code }) => code !== null,
  turned_away: ({ code }) => code !== null,
}

/** The row of this request. Throws if the database answered anything else. */
function rowOfRequest(key: string, rows: readonly Booked[]): Booked {
  return onlyRow(rows, (row) => row.requestKey === key && (outcomes[row.outcome]?.(row) ?? false))
}

/** The refill that has given its team the mode of this server was booked before the team had it. */
async function readMode(teamId: number, booked: Refill): Promise<Refill> {
  return booked.isTest || cardProcessor().mode === 'live' ? booked : readRefill(teamId, booked.id)
}

/** The refills that this process is charging now, as they will be afterwards. */
const underWay = new Map<string, Promise<Refill>>()

async function chargeOnce(teamId: number, booked: Refill): Promise<Refill> {
  const charging = charge(teamId, booked).finally(() => underWay.delete(booked.id))
  underWay.set(booked.id, charging)
  return charging
}

async function charge(teamId: number, booked: Refill): Promise<Refill> {
  try {
    await chargeRefill(teamId, booked.id)
    return await readRefill(teamId, booked.id)
  } catch (error) {
    // The card may have been charged, so "failed" would make the person pay twice. The job resolves it.
    log.error({ err: error, teamId, refillId: booked.id }, 'the outcome of a refill could not be recorded yet')
    return booked
  }
}

/** A repeat waits for the charge and gets its outcome. This is a courtesy: the database makes sure that one key has one effect. */
async function readSettled(teamId: number, id: string): Promise<Refill> {
  const refill = await (underWay.get(id) ?? readRefill(teamId, id))
  // Its charge may have begun or ended while it was read.
  return refill.status === 'processing' ? (underWay.get(id) ?? readRefill(teamId, id)) : refill
}

async function readRefill(teamId: number, id: string): Promise<Refill> {
  const refill = await findRefill(teamId, id)
  if (!refill) throw new Error(`refill ${id} of team ${teamId} was booked and cannot be read`)
  return refill
}
