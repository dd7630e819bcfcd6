import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { cache } from 'react'
import { onlyRow } from '../../db/check-result'
import { database } from '../../db/client'
import { withDeadline } from '../deadline'
import { env } from '../env'
import { isDatabaseAway } from '../rules/errors'
import type { Appearance } from '../people/appearance'
import { recordSecurityEvent } from '../security/record-event'
import { isUserActivity, recordActivity } from './record-activity'
import type { Principal } from './principal'
import { may, type Permission, type Role } from './rules/permissions'
import { hashSessionToken, sessionCookieName } from './session-cookie'
import type { SessionOwner } from '../../db/queries/waiting-labels'

export type Member = Appearance & {
  userId: string
  name: string
  email: string | null
  teamId: number
  teamName: string
  timeZone: string
  /** Whether the team's money is real; null until a server has told. */
  mode: 'test' | 'live' | null
  /** When its test round ended; null if it had none. */
  liveSince: Date | null
  role: Role
}

type OfTeam = 'teamId' | 'teamName' | 'timeZone' | 'mode' | 'liveSince' | 'role'
type SignedIn = Omit<Member, OfTeam> & Partial<Pick<Member, OfTeam>>

/**
 * How often a session's activity is recorded within its idle time: every five minutes for eight hours. Most requests
 * therefore only read, and a read-only database does not sign people out.
 */
const SEEN_PER_IDLE = 96

/** How long a page waits for the database before it reports that the database does not respond. */
const PATIENCE_MS = 2_000

/** `person` is null if nobody is signed in. */
type SignedInResult = { ok: true; person: SignedIn | null } | { ok: false; reason: 'database_away' }

const nobody: SignedInResult = { ok: true, person: null }
const databaseAway: SignedInResult = { ok: false, reason: 'database_away' }

/**
 * The signed-in person, read from the database at every request: session, person, and membership in one query. A
 * session that ended, was idle too long, or expired, and a member who was removed, stop counting at the next request.
 * `database_away` if the database refuses to answer or does not answer in time.
 */
const readSignedIn = cache(async (): Promise<SignedInResult> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (!token) return nobody
  const hash = hashSessionToken(token)
  const { seconds, idleSeconds } = env().session
  const question = database().sql<(SignedIn & { isQuiet: boolean; requested: string })[]>`
    select s.session_token as requested, u.id as "userId", person_name(u) as name, u.email, u.layout, u.theme,
      s.last_seen_at < now() - ${idleSeconds / SEEN_PER_IDLE} * interval '1 second' as "isQuiet",
      t.id as "teamId", t.name as "teamName", t.time_zone as "timeZone", t.mode, t.live_since as "liveSince", m.role
    from sessions s
    join users u on u.id = s.user_id
    left join memberships m on m.user_id = u.id and m.active
    left join teams t on t.id = m.team_id
    where s.session_token = ${hash} and s.expires > now()
      and s.created_at > now() - ${seconds} * interval '1 second' and s.last_seen_at > now() - ${idleSeconds} * interval '1 second'
    order by m.team_id limit 1`
  try {
    const people = await withDeadline(question, PATIENCE_MS)
    if (!people.ok) return databaseAway
    if (people.value.length === 0) return nobody
    // The row must belong to this session.
    const {
      isQuiet,
      requested: _,
      ...person
    } = onlyRow(people.value, ({ requested, userId }) => requested === hash && userId !== null)
    if (isQuiet && isUserActivity()) after(() => recordActivity(token))
    return { ok: true, person }
  } catch (error) {
    if (isDatabaseAway(error)) return databaseAway
    throw error
  }
})

/** The signed-in person. If the database is unavailable, redirects to the page that says so and returns to `path`. */
async function readSignedInOrRedirect(path: string): Promise<SignedIn | null> {
  const signedIn = await readSignedIn()
  if (!signedIn.ok) redirect(`/unavailable?back=${encodeURIComponent(path)}`)
  return signedIn.person
}

/** The member, or null if nobody is signed in or the person has no team. `path` as in requireMember. */
export async function currentMember(path = '/'): Promise<Member | null> {
  const person = await readSignedInOrRedirect(path)
  return person?.teamId ? (person as Member) : null
}

/** Whether a person is signed in, with or without a team. */
export async function isSignedIn(): Promise<boolean> {
  return (await readSignedInOrRedirect('/')) !== null
}

/** The person's color theme; the system's theme if nobody is signed in or the database is unavailable. */
export async function currentTheme(): Promise<Appearance['theme']> {
  const signedIn = await readSignedIn()
  return (signedIn.ok && signedIn.person?.theme) || 'system'
}

/**
 * The member who requests a page. A person who is not signed in goes to sign-in and returns to `path`. A person without
 * a team, or without the permission, goes to a page that explains it. These are pages of their own because forbidden()
 * needs a script: without one the page would be blank.
 */
export async function requireMember(path: string, permission: Permission): Promise<Member> {
  const person = await readSignedInOrRedirect(path)
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`)
  if (!person.teamId) redirect('/no-team')
  const member = person as Member
  if (!may(member.role, permission)) {
    recordSecurityEvent('page_refused', { teamId: member.teamId, userId: member.userId, page: path, needs: permission })
    redirect('/not-allowed')
  }
  return member
}

/** The member as the one who acts, for the verbs of lib. */
export function principalOf(member: Member): Principal {
  return { type: 'user', id: member.userId, teamId: member.teamId }
}

/** The member with the current session, for data that belongs to one session. */
export async function sessionOwnerOf({ teamId, userId }: Pick<Member, 'teamId' | 'userId'>): Promise<SessionOwner> {
  const token = (await cookies()).get(sessionCookieName())?.value ?? ''
  return { teamId, userId, sessionHash: hashSessionToken(token) }
}
