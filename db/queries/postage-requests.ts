import { database, type Sql } from '../client'
import { placeOf, type Cursor } from './cursor'
import { isUuid } from './is-uuid'

export type PostageRequest = {
  id: string
  reference: string
  status: 'open' | 'approved' | 'declined' | 'withdrawn'
  requestedById: string
  requestedBy: string
  /** Cents. */
  amount: number
  reason: string
  costAccount: { code: string; name: string } | null
  /** The label that waits for it: its key and the fields of its Print form. */
  labelKey: string
  label: Record<string, string> | null
  /** What was printed with that key since. */
  labelId: string | null
  refill: {
    id: string
    reference: string
    status: 'processing' | 'posted' | 'failed' | 'reversed'
    amount: number
  } | null
  decidedBy: string | null
  decidedAt: Date | null
  declineReason: string | null
  createdAt: Date
  /** Microseconds since 1970 of `createdAt`: where a list goes on. */
  position: number
}

/** Who looks: admins see every request of their team, others their own. */
export type PostageRequestReader = { teamId: number; userId: string; isAdmin: boolean }

const selected = (sql: Sql, { teamId, userId, isAdmin }: PostageRequestReader) => sql`
  select q.id, q.reference, q.status, q.asked_by as "requestedById", q.asked_by_name as "requestedBy", q.amount, q.reason,
    case when c.id is not null then jsonb_build_object('code', c.code, 'name', c.name) end as "costAccount",
    q.label_key as "labelKey", q.label, k.resource_id as "labelId",
    case when r.id is not null then
      jsonb_build_object('id', r.id, 'reference', r.reference, 'status', r.status, 'amount', r.amount) end as refill,
    q.decided_by_name as "decidedBy", q.decided_at as "decidedAt", q.decline_reason as "declineReason",
    q.created_at as "createdAt", microseconds(q.created_at) as position
  from postage_requests q
  left join cost_accounts c on c.team_id = q.team_id and c.id = q.cost_account_id
  left join refills r on r.team_id = q.team_id and r.id = q.refill_id
  left join idempotency_keys k on k.team_id = q.team_id and k.operation = 'label' and k.key = q.label_key
  where q.team_id = ${teamId} ${isAdmin ? sql`` : sql`and q.asked_by = ${userId}`}`

/** `open` waits for a decision; `fresh` was asked within 30 days and is open, or was decided within a day: for who asked. */
export type PostageRequestFilter = 'open' | 'fresh' | 'all'

/** Requests newest first, from the last row of the page before on. */
export async function listPostageRequests(
  reader: PostageRequestReader,
  filter: PostageRequestFilter,
  limit: number,
  after?: Cursor,
): Promise<PostageRequest[]> {
  const { sql } = database()
  return sql<PostageRequest[]>`
    ${selected(sql, reader)}
    ${filter === 'open' ? sql`and q.status = 'open'` : sql``}
    ${
      filter === 'fresh'
        ? sql`
      and q.created_at > now() - interval '30 days'
      and (q.status = 'open' or q.status <> 'withdrawn' and q.decided_at > now() - interval '1 day')`
        : sql``
    }
    ${after ? sql`and (q.created_at, q.id) < ${placeOf(sql, after)}` : sql``}
    order by q.created_at desc, q.id desc limit ${limit}`
}

/** A request; null for an unknown id, another team's, and one that is not the reader's to see. */
export async function findPostageRequest(reader: PostageRequestReader, id: string): Promise<PostageRequest | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [found] = await sql<PostageRequest[]>`${selected(sql, reader)} and q.id = ${id}`
  return found ?? null
}

/** The request that a refill was made of, for who may see it; null for none. */
export async function findPostageRequestOfRefill(
  reader: PostageRequestReader,
  refillId: string,
): Promise<PostageRequest | null> {
  const { sql } = database()
  const [found] = await sql<PostageRequest[]>`${selected(sql, reader)} and q.refill_id = ${refillId}`
  return found ?? null
}

/** How many requests of a team wait for a decision. */
export async function countOpenPostageRequests(teamId: number): Promise<number> {
  const [row] = await database().sql<[{ count: number }]>`
    select count(*) as count from postage_requests where team_id = ${teamId} and status = 'open'`
  return row.count
}
