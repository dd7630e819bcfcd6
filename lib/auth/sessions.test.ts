import { randomUUID } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { listOpenSessions } from '../../db/queries/sessions'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { setMemberActive } from '../members/members'
import { useEnv } from '../testing/use-env'
import { identityKey } from './provision-member'
import { currentMember } from './current-member'
import { isUserActivity, recordActivity } from './record-activity'
import { hashSessionToken } from './session-cookie'
import { sessionStore } from './session-store'
import { checkSignIn } from './check-sign-in'

const { sql } = useTestDatabase()
const request = vi.hoisted(() => ({ cookie: '', afterwards: [] as Promise<void>[] }))

vi.mock('next/headers', () => ({ cookies: async () => ({ get: () => ({ value: request.cookie }) }) }))
vi.mock('next/server', () => ({ after: (work: () => Promise<void>) => void request.afterwards.push(work()) }))

afterEach(() => useEnv())

async function signIn(userId: string): Promise<string> {
  useEnv()
  const sessionToken = randomUUID()
  await sessionStore().createSession!({ sessionToken, userId, expires: new Date() })
  return sessionToken
}

async function whoIs(token: string): Promise<string | null> {
  request.cookie = token
  const member = await currentMember()
  await Promise.all(request.afterwards.splice(0))
  return member?.userId ?? null
}

const age = (token: string, column: 'created_at' | 'last_seen_at', hours: number) => sql`
  update sessions set ${sql(column)} = now() - ${hours} * interval '1 hour' where session_token = ${hashSessionToken(token)}`

const secondsQuiet = async (token: string) =>
  (
    await sql<[{ quiet: number }]>`
  select extract(epoch from now() - last_seen_at)::float8 as quiet from sessions where session_token = ${hashSessionToken(token)}`
  )[0].quiet

test('the sessions of a member end with the statement that deactivates or removes them, and stay ended', async () => {
  const team = await createTestTeam(sql)
  const person = team.staff.id
  const ways: [string, () => Promise<unknown>][] = [
    ['Members', () => setMemberActive(team.admin, person, false)],
    ['SQL', () => sql`update memberships set active = false where user_id = ${person}`],
    ['removal', () => sql`delete from memberships where user_id = ${person}`],
  ]
  for (const [way, end] of ways) {
    const tokens = [await signIn(person), await signIn(person)]
    const other = await signIn(team.admin.id)
    expect(await whoIs(tokens[0]!)).toBe(person)
    await end()
    expect(await sql`select from sessions where user_id = ${person}`, way).toHaveLength(0)
    await sql`insert into memberships (team_id, user_id, role) values (${team.id}, ${person}, 'staff')
      on conflict (team_id, user_id) do update set active = true`
    for (const token of tokens) expect(await whoIs(token), way).toBeNull()
    expect(await whoIs(other)).toBe(team.admin.id)
  }
})

test('who is deactivated gets no session, with another team they do, and who is in none does', async () => {
  const [one, two] = [await createTestTeam(sql), await createTestTeam(sql)]
  const { id } = await addMember(sql, one.id, 'staff')
  useEnv()
  await sql`insert into identities (user_id, type, provider, provider_account_id) values (${id}, 'oidc', 'sso', ${identityKey('gone')})`
  await sql`update memberships set active = false where user_id = ${id}`
  await expect(signIn(id)).rejects.toThrow('deactivated')
  expect(await checkSignIn({ sub: 'gone' })).toBe('Deactivated')
  await sql`insert into memberships (team_id, user_id, role) values (${two.id}, ${id}, 'staff')`
  expect(await checkSignIn({ sub: 'gone' })).toBeNull()
  expect(await whoIs(await signIn(id))).toBe(id)
  expect(await checkSignIn({ sub: 'new' })).toBeNull()
  for (const sub of [undefined, null, '', 'a\0', ['gone']]) expect(await checkSignIn({ sub })).toBe('NoSubject')
})

test('of a sign-in and a deactivation at once no session stays', async () => {
  const team = await createTestTeam(sql)
  for (let round = 0; round < 10; round++) {
    const { id } = await addMember(sql, team.id, 'staff')
    await Promise.allSettled([signIn(id), setMemberActive(team.admin, id, false), signIn(id)])
    expect(await sql`select from sessions where user_id = ${id}`).toHaveLength(0)
  }
})

test('a session ends after eight hours without activity, and after twelve in any case; both can be changed', async () => {
  const { staff } = await createTestTeam(sql)
  const token = await signIn(staff.id)
  await age(token, 'last_seen_at', 7.99)
  expect(await whoIs(token)).toBe(staff.id)
  await age(token, 'last_seen_at', 8.01)
  expect(await whoIs(token)).toBeNull()
  // Looking does not bring it back.
  await recordActivity(token)
  expect(await whoIs(token)).toBeNull()
  useEnv({ SESSION_IDLE_HOURS: '9' })
  expect(await whoIs(token)).toBe(staff.id)
  await age(token, 'created_at', 12.01)
  expect(await whoIs(token)).toBeNull()
  useEnv({ SESSION_HOURS: '24' })
  expect(await whoIs(token)).toBe(staff.id)
  useEnv({ SESSION_HOURS: '2' })
  expect(await whoIs(token)).toBeNull()
  // The next sign-in sweeps it away.
  const second = await signIn(staff.id)
  await age(second, 'last_seen_at', 9)
  await signIn(staff.id)
  expect(await sql`select from sessions where session_token = ${hashSessionToken(second)}`).toHaveLength(0)
})

test('activity is written down every few minutes at most, and a database that cannot be written to answers all the same', async () => {
  const { staff } = await createTestTeam(sql)
  const token = await signIn(staff.id)
  await age(token, 'last_seen_at', 4 / 60)
  await whoIs(token)
  expect(await secondsQuiet(token)).toBeGreaterThan(200)
  await age(token, 'last_seen_at', 6 / 60)
  await sql`alter table sessions add constraint sealed check (last_seen_at < created_at) not valid`
  expect(await whoIs(token)).toBe(staff.id)
  expect(await secondsQuiet(token)).toBeGreaterThan(300)
  await sql`alter table sessions drop constraint sealed`
  expect(await whoIs(token)).toBe(staff.id)
  expect(await secondsQuiet(token)).toBeLessThan(60)
})

test('a page that looks again by itself is no activity', () => {
  const page = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const asked = (headers: Record<string, string>, url = '/history?x=1', method = 'GET') =>
    isUserActivity({ method, url, headers })
  expect(asked({ ...page, 'sec-fetch-user': '?1' })).toBe(true)
  expect(asked(page)).toBe(false)
  expect(asked(page, '/history', 'POST')).toBe(true)
  // Browsers before 2023, and where people come by http, say nothing of it.
  expect(asked({})).toBe(true)
  const step = { rsc: '1', 'sec-fetch-mode': 'cors', referer: 'https://postage.example/history?x=1' }
  expect(asked(step, '/balance?_rsc=abc')).toBe(true)
  expect(asked(step, '/history?x=2&_rsc=abc')).toBe(true)
  expect(asked(step, '/history?x=1&_rsc=abc')).toBe(false)
  expect(asked({ ...step, 'next-router-prefetch': '1' }, '/balance')).toBe(false)
  expect(asked({ ...page, 'sec-fetch-user': '?1', 'sec-purpose': 'prefetch' })).toBe(false)
  expect(asked({ rsc: '1' }, '//[')).toBe(true)
})

test('a person sees their own open sessions, the one that asks first', async () => {
  const team = await createTestTeam(sql)
  const [first, second, quiet] = [await signIn(team.admin.id), await signIn(team.admin.id), await signIn(team.admin.id)]
  await signIn(team.staff.id)
  await age(first!, 'last_seen_at', 1)
  await age(quiet!, 'last_seen_at', 9)
  const list = async (token: string) =>
    (await listOpenSessions({ userId: team.admin.id, sessionHash: hashSessionToken(token) }, 8 * 3600)).map(
      ({ isThis }) => isThis,
    )
  expect(await list(first!)).toEqual([true, false])
  expect(await list(second!)).toEqual([true, false])
  expect(await list('another')).toEqual([false, false])
})
