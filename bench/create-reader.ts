import { randomUUID } from 'node:crypto'
import type { Sql } from '../db/client'
import { hashSessionToken } from '../lib/auth/session-cookie'

/** An admin of a team who is signed in. */
export async function createReader(sql: Sql, teamId: number): Promise<{ user: string; sessionToken: string }> {
  const [{ user }] = await sql<[{ user: string }]>`
    insert into users (name, email) values ('Bench Reader', ${`${randomUUID()}@bench.example`}) returning id as user`
  await sql`insert into memberships (team_id, user_id, role) values (${teamId}, ${user}, 'admin')`
  const sessionToken = randomUUID()
  await sql`
    insert into sessions (session_token, user_id, expires)
    values (${hashSessionToken(sessionToken)}, ${user}, now() + interval '1 day')`
  return { user, sessionToken }
}

/** The cookie of a session at this address; the name is that of lib/auth/session-cookie.ts where people come by http. */
export function sessionCookie(url: string, sessionToken: string): { name: string; value: string } {
  return { name: `indicia.${new URL(url).port}.session`, value: sessionToken }
}

/** What such a person's browser sends. */
export function sessionHeaders({ name, value }: { name: string; value: string }): () => { cookie: string } {
  return () => ({ cookie: `${name}=${value}` })
}
