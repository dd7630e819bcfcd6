import { database } from '../client'

export type Verification = {
  startedAt: Date
  finishedAt: Date
  teams: number
  entries: number
  /** What differs in this team; nothing where all is well. */
  problems: string[]
}

/** The last nightly verification of the whole ledger, with the problems of one team; null before the first. */
export async function readLastVerification(teamId: number): Promise<Verification | null> {
  const [last] = await database().sql<Verification[]>`
    select started_at as "startedAt", finished_at as "finishedAt", teams, entries,
      (select coalesce(jsonb_agg(p ->> 'problem'), '[]') from jsonb_array_elements(problems) p
        where (p ->> 'team')::bigint = ${teamId}) as problems
    from ledger_verifications order by id desc limit 1`
  return last ?? null
}

/** The verification with this number, with the problems of all teams. */
export async function findVerification(
  id: number,
): Promise<Omit<Verification, 'problems'> & { problems: { team: number; problem: string }[] }> {
  const [found] = await database().sql<
    [Omit<Verification, 'problems'> & { problems: { team: number; problem: string }[] }]
  >`
    select started_at as "startedAt", finished_at as "finishedAt", teams, entries, problems from ledger_verifications where id = ${id}`
  return found
}

export type Protection = {
  /** Whether the application's own login could write history, were it not for the triggers. */
  mayWrite: boolean
  /** Whether the tables themselves refuse that history is changed, to every login. */
  refusedByTables: boolean
}

/** What protects history, as the database answers for the login that asks: its rights, and the triggers in force. */
export async function readProtection(): Promise<Protection> {
  const [protection] = await database().sql<[Protection]>`
    select
      (select bool_or(has_table_privilege(current_user, t.oid, 'insert, update, delete, truncate'))
        from pg_class t where t.oid in ('transfers'::regclass, 'entries'::regclass, 'audit_log'::regclass, 'ledger_accounts'::regclass))
        as "mayWrite",
      (select count(*) = 3 from pg_trigger g
        where g.tgname in ('transfers_append_only', 'entries_append_only', 'audit_log_append_only')
          and g.tgrelid in ('transfers'::regclass, 'entries'::regclass, 'audit_log'::regclass) and g.tgenabled in ('O', 'A'))
        as "refusedByTables"`
  return protection
}

export type Head = { slug: string; seq: number; hash: string }

/** Number and hash of the last entry of the postage account: kept elsewhere, it pins down all before it. */
export async function readHead(teamId: number): Promise<Head> {
  const [head] = await database().sql<[Head]>`
    select t.slug, a.seq, encode(a.head, 'hex') as hash from ledger_accounts a join teams t on t.id = a.team_id
    where a.team_id = ${teamId} and a.kind = 'postage'`
  return head
}
