import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listApiKeys } from '../../db/queries/api-keys'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { authenticateKey } from '../api/authenticate-key'
import { issueApiKey, type NewApiKey, revokeApiKey, type Scope } from './api-keys'

const { sql } = useTestDatabase()

const newKey = (changes: Partial<NewApiKey> = {}): NewApiKey => ({
  id: randomUUID(),
  name: 'Warehouse',
  scopes: ['read', 'labels:write'],
  expiresInDays: 90,
  ...changes,
})

const enter = (key: string, scope: Scope = 'read') =>
  authenticateKey(
    new Request('http://localhost/api/v1/balance', { headers: { Authorization: `Bearer ${key}` } }),
    scope,
    false,
  )

const audit = async (teamId: number) => sql`
  select action, actor_id, before, after from audit_log where team_id = ${teamId} and action like 'api_key.%' order by id`

test('a key opens what its scopes say until it is revoked; only its hash is kept', async () => {
  const team = await createTestTeam(sql)
  const issued = await issueApiKey(team.admin, newKey())
  if (!issued.ok) throw new Error(issued.code)
  expect(await enter(issued.key)).toMatchObject({ ok: true, value: { teamId: team.id } })
  expect(await enter(issued.key, 'refills:write')).toMatchObject({ ok: false })
  const [key] = await listApiKeys(team.id)
  expect(key).toMatchObject({
    name: 'Warehouse',
    prefix: issued.key.slice(0, 8),
    scopes: ['read', 'labels:write'],
    state: 'active',
    lastUsedAt: expect.any(Date),
  })
  expect(Math.round((key!.expiresAt!.getTime() - Date.now()) / 86_400_000)).toBe(90)
  const everything =
    await sql`select to_jsonb(k) as key, (select jsonb_agg(a) from audit_log a) as audit from api_keys k`
  expect(JSON.stringify(everything)).not.toContain(issued.key.slice(8))

  expect(await revokeApiKey(team.admin, key!.id)).toBe('done')
  expect(await revokeApiKey(team.admin, key!.id)).toBe('done')
  expect(await enter(issued.key)).toMatchObject({ ok: false })
  expect(await listApiKeys(team.id)).toMatchObject([{ state: 'revoked' }])
  expect(await audit(team.id)).toMatchObject([
    {
      action: 'api_key.created',
      actor_id: team.admin.id,
      before: null,
      after: { name: 'Warehouse', scopes: ['read', 'labels:write'] },
    },
    { action: 'api_key.revoked', actor_id: team.admin.id, before: { revoked: false }, after: { revoked: true } },
  ])
})

test('it outlives the admin who made it, and ends on its day', async () => {
  const team = await createTestTeam(sql)
  const issued = await issueApiKey(team.admin, newKey())
  if (!issued.ok) throw new Error(issued.code)
  await sql`update memberships set active = false where user_id = ${team.admin.id}`
  expect(await enter(issued.key)).toMatchObject({ ok: true })
  await sql`update api_keys set expires_at = now() where team_id = ${team.id}`
  expect(await enter(issued.key)).toMatchObject({ ok: false })
  expect(await listApiKeys(team.id)).toMatchObject([{ state: 'expired' }])
})

test('one id gives one key, however often and with whatever else it comes, and in each team its own', async () => {
  const [team, other] = [await createTestTeam(sql), await createTestTeam(sql)]
  const request = newKey()
  const answers = await Promise.all([1, 2, 3, 4].map(() => issueApiKey(team.admin, request)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok && answer.code === 'made')).toHaveLength(3)
  expect(await issueApiKey(team.admin, { ...request, name: 'Another', scopes: ['refills:write'] })).toEqual({
    ok: false,
    code: 'made',
  })
  const keys = await listApiKeys(team.id)
  expect(keys).toMatchObject([{ id: request.id, name: 'Warehouse', scopes: ['read', 'labels:write'], state: 'active' }])
  expect(await audit(team.id)).toHaveLength(1)
  for (const issued of answers) if (issued.ok) expect(await enter(issued.key)).toMatchObject({ ok: true })

  expect(await revokeApiKey(team.admin, request.id)).toBe('done')
  expect(await issueApiKey(team.admin, request)).toEqual({ ok: false, code: 'made' })
  expect(await issueApiKey(team.staff, request)).toEqual({ ok: false, code: 'forbidden' })
  expect(await listApiKeys(team.id)).toMatchObject([{ state: 'revoked' }])
  expect(await issueApiKey(other.admin, request)).toMatchObject({ ok: true })
})

test('who may not, what cannot be, and another team’s key change nothing', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  await issueApiKey(team.admin, newKey({ expiresInDays: null }))
  await issueApiKey(other.admin, newKey())
  const before = [await listApiKeys(team.id), await listApiKeys(other.id), await audit(team.id)]
  const [[own], [foreign]] = [await listApiKeys(team.id), await listApiKeys(other.id)]
  expect(own).toMatchObject({ expiresAt: null })
  for (const actor of [team.staff, gone, { ...other.admin, teamId: team.id }]) {
    expect(await issueApiKey(actor, newKey())).toEqual({ ok: false, code: 'forbidden' })
    expect(await revokeApiKey(actor, own!.id)).toBe('forbidden')
  }
  for (const id of [foreign!.id, randomUUID(), 'nonsense']) expect(await revokeApiKey(team.admin, id)).toBe('not_found')
  for (const changes of [
    { id: 'nonsense' },
    { name: '' },
    { name: 'x'.repeat(76) },
    { scopes: [] },
    { scopes: ['everything' as Scope] },
    { expiresInDays: 0 },
    { expiresInDays: 36_501 },
    { expiresInDays: 2_147_483_647 },
  ]) {
    expect(await issueApiKey(team.admin, newKey(changes)), JSON.stringify(changes)).toEqual({
      ok: false,
      code: 'invalid',
    })
  }
  expect([await listApiKeys(team.id), await listApiKeys(other.id), await audit(team.id)]).toEqual(before)
})
