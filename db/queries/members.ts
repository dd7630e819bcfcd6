import { database } from '../client'

export type TeamMember = {
  userId: string
  name: string
  email: string | null
  role: 'admin' | 'staff'
  active: boolean
  /** Null for somebody who never came in. */
  lastSignIn: Date | null
}

/** Everybody of the team: those who may come in first, admins before staff, by name. */
export async function listMembers(teamId: number): Promise<TeamMember[]> {
  return database().sql<TeamMember[]>`
    select m.user_id as "userId", person_name(u) as name, u.email, m.role, m.active,
      u.last_signed_in_at as "lastSignIn"
    from memberships m join users u on u.id = m.user_id
    where m.team_id = ${teamId} order by m.active desc, m.role, lower(person_name(u)), m.user_id`
}
