import { cookies } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { cache } from 'react'
import { database } from '../../db/client'
import type { Principal } from './principal'
import { may, type Permission, type Role } from './permissions'
import { hashSessionToken, sessionCookieName } from './session-cookie'

export type Member = {
  userId: string
  name: string
  email: string | null
  teamId: number
  teamName: string
  timeZone: string
  role: Role
}

type SignedIn = Omit<Member, 'teamId' | 'teamName' | 'timeZone' | 'role'> &
  Partial<Pick<Member, 'teamId' | 'teamName' | 'timeZone' | 'role'>>

/**
 * Who asks, read from the database at every request: the session, the person and the membership in one query. Null for
 * nobody. A session that was ended, or a member who was removed, is nobody from the next request on.
 */
const readSignedIn = cache(async (): Promise<SignedIn | null> => {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (!token) return null
  const [person] = await database().sql<SignedIn[]>`
    select u.id as "userId", coalesce(u.name, u.email, 'Unnamed person') as name, u.email,
      t.id as "teamId", t.name as "teamName", t.time_zone as "timeZone", m.role
    from sessions s
    join users u on u.id = s.user_id
    left join memberships m on m.user_id = u.id and m.active
    left join teams t on t.id = m.team_id
    where s.session_token = ${hashSessionToken(token)} and s.expires > now()
    order by m.team_id limit 1`
  return person ?? null
})

/** The member who asks, or null: for nobody, and for a person who belongs to no team. */
export async function currentMember(): Promise<Member | null> {
  const person = await readSignedIn()
  return person?.teamId ? (person as Member) : null
}

/** Whether somebody is signed in, member of a team or not. */
export async function isSignedIn(): Promise<boolean> {
  return (await readSignedIn()) !== null
}

/**
 * The member who asks for a page. Nobody is sent to sign in and comes back to `path`; a person without a team is told so;
 * a member without the permission gets the 403 page.
 */
export async function requireMember(path: string, permission: Permission): Promise<Member> {
  const person = await readSignedIn()
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`)
  if (!person.teamId) redirect('/no-team')
  const member = person as Member
  if (!may(member.role, permission)) forbidden()
  return member
}

/** The member as the one who acts, for the verbs of lib. */
export function principalOf(member: Member): Principal {
  return { type: 'user', id: member.userId, teamId: member.teamId }
}
