import { onlyRow } from '../../db/check-result'
import { database } from '../../db/client'
import { findLabel, labelColumns, type Label } from '../../db/queries/labels'
import type { PresentedKey, Principal, KeyRefusal } from '../auth/principal'
import { inTime } from '../deadline'
import type { ErrorCode } from '../rules/errors'
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
    | 'forbidden'
    | 'idempotency_mismatch'
    | 'invalid_amount'
    | 'unknown_cost_account'
    | 'inactive_cost_account'
    | 'cost_account_required'
    | 'insufficient_funds'
  >
  available: number | null
  headroom: number | null
  /** Minimum refill; like the two above in cents, and as the refusal saw it. */
  minimum: number | null
  /** What is owed, with insufficient_funds. */
  owed: number | null
}

export type LabelResult = { ok: true; label: Label; replayed: boolean } | ({ ok: false } & LabelRefusal)

/** The result of the database and, if it printed a label, the label. */
type Booked = Label & {
  teamId: number
  /** Of a key alone. */
  retryAfter?: number | null
  outcome: 'created' | 'replayed' | 'mismatch' | 'refused' | 'turned_away'
  code: string | null
  labelId: string | null
  /** The key of the request: the row belongs to this request. */
  asked: string
  available: number | null
  headroom: number | null
  minimum: number | null
  owed: number | null
}

const outcomes: Record<Booked['outcome'], (booked: Booked) => boolean> = {
  created: ({ id }) => id !== null,
  replayed: ({ labelId }) => labelId !== null,
  mismatch: () => true,
  refused: ({ code }) => code !== null,
  turned_away: ({ code }) => code !== null,
}

/**
 * Prints a label in one statement. USPS labels are charged to the postage balance or refused with `insufficient_funds`.
 * UPS and FedEx labels are recorded as charged to the team's own carrier account. The same statement authorizes a
 * presented API key.
 */
export async function printLabel(principal: Principal, request: LabelRequest): Promise<LabelResult>
export async function printLabel(key: PresentedKey, request: LabelRequest): Promise<LabelResult | KeyRefusal>
export async function printLabel(
  by: Principal | PresentedKey,
  request: LabelRequest,
): Promise<LabelResult | KeyRefusal> {
  const { sql } = database()
  const { carrier, service, amount, costAccount, reference } = request
  const hash = requestHash([carrier, service, amount, costAccount, reference])
  const wanted = sql`
    p_key => ${request.key}, p_request_hash => ${hash}, p_carrier => ${carrier}, p_service => ${service}, p_amount => ${amount},
    p_cost_account => ${costAccount}, p_reference => ${reference}`
  const what = sql`
    ${request.key}::text as asked, b.outcome, b.code, b.label_id as "labelId", b.available, b.headroom, b.minimum, b.owed, ${labelColumns(sql)}`
  const label = sql`cross join lateral (select (b.label).*) l cross join lateral (select b.cost_account as code) c`
  const rows = await inTime(
    by.type === 'presented_key'
      ? sql<[Booked]>`
        select ${what}, b.team_id as "teamId", b.retry_after as "retryAfter"
        from spend_postage_by_key(
          p_hash => ${by.hash}, p_per_minute => ${by.perMinute}, p_burst => ${by.burst}, ${wanted}) b ${label}`
      : sql<[Booked]>`
        select ${what}, ${by.teamId}::bigint as "teamId"
        from spend_postage(
          p_team => ${by.teamId}, p_actor_type => ${by.type}, p_actor_id => ${by.id}, ${wanted}) b ${label}`,
  )

  const {
    asked: _,
    teamId,
    retryAfter,
    outcome,
    code,
    labelId,
    available,
    headroom,
    minimum,
    owed,
    ...printed
  } = onlyRow(rows, (row) => row.asked === request.key && (outcomes[row.outcome]?.(row) ?? false))
  switch (outcome) {
    case 'turned_away':
      return { ok: false, keyRefusal: code as KeyRefusal['keyRefusal'], retryAfter: retryAfter ?? null }
    case 'mismatch':
      return { ok: false, code: 'idempotency_mismatch', available, headroom, minimum, owed }
    case 'refused':
      return { ok: false, code: code as LabelRefusal['code'], available, headroom, minimum, owed }
    case 'created':
      return { ok: true, label: printed, replayed: false }
    case 'replayed': {
      const label = await findLabel(teamId, labelId!)
      if (!label) throw new Error(`label ${labelId} of team ${teamId} was printed and cannot be read`)
      return { ok: true, label, replayed: true }
    }
  }
}
