import { database, type Sql } from '../client'
import { placeOf, type Cursor } from './cursor'
import { isUuid } from './is-uuid'

export type CaseState = 'open' | 'answered' | 'closed'

export type Case = {
  id: string
  reference: string
  subject: string
  state: CaseState
  openedById: string
  openedBy: string
  createdAt: Date
  changedAt: Date
  /** Microseconds since 1970 of `changedAt`: where a list goes on. */
  position: number
}

export type CaseInFull = Case & {
  body: string
  refill: { id: string; reference: string } | null
  label: { id: string; carrier: string; service: string | null; amount: number; createdAt: Date } | null
  replies: { id: number; body: string; writtenBy: string; byOpener: boolean; createdAt: Date }[]
}

/** Who looks: admins see every case of their team, others their own. */
export type CaseReader = { teamId: number; userId: string; isAdmin: boolean }

const columns = (sql: Sql) => sql`
  c.id, c.reference, c.subject, c.state, c.opened_by as "openedById", person_name(u) as "openedBy",
  c.created_at as "createdAt", c.changed_at as "changedAt", microseconds(c.changed_at) as position`

const visible = (sql: Sql, { teamId, userId, isAdmin }: CaseReader) => sql`
  c.team_id = ${teamId} ${isAdmin ? sql`` : sql`and c.opened_by = ${userId}`}`

/** `open` is every case that is not closed, answered or not. */
export type CaseFilter = 'open' | 'closed' | 'all'

/** Cases, those that something happened to last first, from the last row of the page before on. */
export async function listCases(
  reader: CaseReader,
  filter: CaseFilter,
  limit: number,
  after?: Cursor,
): Promise<Case[]> {
  const { sql } = database()
  return sql<Case[]>`
    select ${columns(sql)} from cases c join users u on u.id = c.opened_by
    where ${visible(sql, reader)}
    ${filter === 'all' ? sql`` : filter === 'closed' ? sql`and c.state = 'closed'` : sql`and c.state <> 'closed'`}
    ${after ? sql`and (c.changed_at, c.id) < ${placeOf(sql, after)}` : sql``}
    order by c.changed_at desc, c.id desc limit ${limit}`
}

/** A case with its replies; null for an unknown id, another team's, and one that is not the reader's to see. */
export async function findCase(reader: CaseReader, id: string): Promise<CaseInFull | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [[found], replies] = await Promise.all([
    sql<
      (Omit<CaseInFull, 'replies' | 'refill' | 'label'> & {
        refillId: string | null
        refillReference: string
        labelId: string | null
        carrier: string
        service: string | null
        amount: number
        labelAt: Date
      })[]
    >`
      select ${columns(sql)}, c.body, c.refill_id as "refillId", r.reference as "refillReference",
        l.id as "labelId", l.carrier, l.service, l.amount, l.created_at as "labelAt"
      from cases c join users u on u.id = c.opened_by
      left join refills r on r.team_id = c.team_id and r.id = c.refill_id
      left join labels l on l.team_id = c.team_id and l.id = c.label_id
      where ${visible(sql, reader)} and c.id = ${id}`,
    sql<CaseInFull['replies']>`
      select p.id, p.body, person_name(u) as "writtenBy", p.written_by = c.opened_by as "byOpener",
        p.created_at as "createdAt"
      from cases c join case_replies p on p.team_id = c.team_id and p.case_id = c.id join users u on u.id = p.written_by
      where ${visible(sql, reader)} and c.id = ${id} order by p.id`,
  ])
  if (!found) return null
  const { refillId, refillReference, labelId, carrier, service, amount, labelAt, ...rest } = found
  return {
    ...rest,
    refill: refillId === null ? null : { id: refillId, reference: refillReference },
    label: labelId === null ? null : { id: labelId, carrier, service, amount, createdAt: labelAt },
    replies: [...replies],
  }
}
