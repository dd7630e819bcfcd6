import { database, type Sql } from '../client'
import { cutPage } from './cut-page'
import { withinDays, type DayRange } from './within-days'

export type AuditEntry = {
  /** Its number, of which no other row has the same: where a page goes on. */
  id: number
  at: Date
  actorType: 'user' | 'api_key' | 'system' | 'operator'
  actorName: string
  /** `refill.requested`: what it was done to, and what. */
  action: string
  /** `refill:<id>` */
  subject: string
  /** What people call the subject (a reference, a name), where it is still there. */
  subjectName: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

export type AuditFilter = DayRange & {
  /** A person's or an API key's id, or `system` or `operator`. */
  actor?: string
  /** What the action begins with (`refill`, `api_key`), any of these; with `others` all but these. */
  kinds?: { others: boolean; of: readonly string[] }
}

export type AuditPlace = { id: number; direction: 'older' | 'newer' }
export type AuditPage = { entries: AuditEntry[]; hasOlder: boolean; hasNewer: boolean }

const columns = (sql: Sql) => sql`
  a.id, a.at, a.actor_type as "actorType", a.actor_name as "actorName", a.action, a.subject, a.before, a.after,
  case split_part(a.subject, ':', 1)
    when 'refill' then (select r.reference from refills r where r.team_id = a.team_id and r.id = s.id)
    when 'label' then (select coalesce(l.reference, l.service, 'USPS label') from labels l where l.team_id = a.team_id and l.id = s.id)
    when 'request' then (select q.reference from postage_requests q where q.team_id = a.team_id and q.id = s.id)
    when 'case' then (select c.reference from cases c where c.team_id = a.team_id and c.id = s.id)
    when 'member' then (select person_name(u) from users u where u.id = s.id)
    when 'payment_method' then (select m.label from payment_methods m where m.team_id = a.team_id and m.id = s.id)
    when 'cost_account' then (select c.name from cost_accounts c where c.team_id = a.team_id and c.id = s.id)
    when 'device' then (select d.serial from devices d where d.team_id = a.team_id and d.id = s.id)
    when 'api_key' then (select k.name from api_keys k where k.team_id = a.team_id and k.id = s.id)
  end as "subjectName"`

/** The id in a subject, where there is one. */
const subject = (sql: Sql) => sql`
  cross join lateral (
    select substring(a.subject from ':([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$')::uuid as id) s`

const matching = (sql: Sql, teamId: number, { actor, kinds, ...days }: AuditFilter) => sql`
  a.team_id = ${teamId} ${withinDays(sql, 'a.at', teamId, days)}
  ${!actor ? sql`` : actor === 'system' || actor === 'operator' ? sql`and a.actor_type = ${actor}` : sql`and a.actor_id = ${actor}`}
  ${kinds && kinds.others === kinds.of.includes('refill') ? sql`and split_part(a.action, '.', 1) <> 'refill'` : sql``}
  ${kinds ? sql`and (split_part(a.action, '.', 1) = any (string_to_array(${kinds.of.join(',')}, ','))) is distinct from ${kinds.others}` : sql``}`

/** Where a row stands. Times are not quite in the order of the numbers: money keeps the one at which it took its lock. */
const position = (sql: Sql, teamId: number, { id }: AuditPlace) => sql`
  ((select p.at from audit_log p where p.team_id = ${teamId} and p.id = ${id}), ${id})`

/** A page of the audit log, newest first; keyset by time and number. */
export async function readAuditPage(
  teamId: number,
  limit: number,
  filter: AuditFilter,
  place?: AuditPlace,
): Promise<AuditPage> {
  const { sql } = database()
  const newer = place?.direction === 'newer'
  const rows = await sql<AuditEntry[]>`
    select ${columns(sql)} from audit_log a ${subject(sql)}
    where ${matching(sql, teamId, filter)} ${!place ? sql`` : sql`and (a.at, a.id) ${newer ? sql`>` : sql`<`} ${position(sql, teamId, place)}`}
    order by ${newer ? sql`a.at, a.id` : sql`a.at desc, a.id desc`} limit ${limit + 1}`
  const { rows: entries, ...page } = cutPage(rows, limit, place?.direction)
  return { entries, ...page }
}

/** One row of a team's audit log by its number; null for an unknown one and for another team's. */
export async function findAuditEntry(teamId: number, id: number): Promise<AuditEntry | null> {
  const { sql } = database()
  const [entry] = await sql<AuditEntry[]>`
    select ${columns(sql)} from audit_log a ${subject(sql)} where a.team_id = ${teamId} and a.id = ${id}`
  return entry ?? null
}

/** Everyone who may stand in the audit log by name: people and API keys of the team. */
export async function listActors(teamId: number): Promise<{ id: string; name: string }[]> {
  return database().sql<{ id: string; name: string }[]>`
    select * from (
      select m.user_id::text as id, person_name(u) as name
        from memberships m join users u on u.id = m.user_id where m.team_id = ${teamId}
      union all
      select k.id::text, k.name || ' (API key)' from api_keys k where k.team_id = ${teamId}
    ) actors order by name, id`
}
