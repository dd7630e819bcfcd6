import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { useTestDatabase } from '../../db/testing/test-database'
import { useEnv } from '../testing/use-env'
import { provisionMember, identityKey, mayBeFirstAdmin, mergeClaims, roleFromGroups } from './provision-member'

const { sql } = useTestDatabase()

afterEach(async () => {
  await sql`truncate memberships, sessions, identities, users cascade`
})

async function onlyTeam(): Promise<number> {
  const [known] = await sql<{ id: number }[]>`select id from teams where slug = 'only'`
  return (
    known?.id ??
    (
      await sql<[{ id: number }]>`select create_team(
    p_slug => 'only', p_name => 'Only team') as id`
    )[0].id
  )
}

async function person(subject = randomUUID()) {
  const [{ id }] = await sql<[{ id: string }]>`insert into users default values returning id`
  await sql`insert into identities (user_id, type, provider, provider_account_id) values (${id}, 'oidc', 'sso', ${identityKey(subject)})`
  return { id, subject }
}

const roleOf = async (userId: string) =>
  (await sql<{ role: string; active: boolean }[]>`select role, active from memberships where user_id = ${userId}`)[0]

test('people are known by issuer and subject', () => {
  useEnv({ OIDC_ISSUER: 'https://one.example' })
  const one = identityKey('42')
  useEnv({ OIDC_ISSUER: 'https://two.example' })
  expect(identityKey('42')).not.toBe(one)
})

test('the admin group decides, and what cannot be read gives no right', () => {
  useEnv({ OIDC_ADMIN_GROUP: 'postage-admins', OIDC_GROUPS_CLAIM: 'roles' })
  expect(roleFromGroups({ roles: ['everyone', 'postage-admins'] })).toBe('admin')
  expect(roleFromGroups({ roles: 'postage-admins' })).toBe('admin')
  for (const roles of [undefined, null, [], 'everyone', ['postage-admins '], { 0: 'postage-admins' }, 7]) {
    expect(roleFromGroups({ roles })).toBe('staff')
  }
  expect(roleFromGroups({ groups: ['postage-admins'] })).toBe('staff')
  useEnv({})
  expect(roleFromGroups({ groups: ['postage-admins'] })).toBeNull()
})

test('groups in the ID token alone count too, and userinfo has the last word', () => {
  const idToken = `x.${Buffer.from(JSON.stringify({ roles: ['a'], name: 'Old' })).toString('base64url')}.y`
  expect(mergeClaims({ sub: '1', name: 'New' }, idToken)).toEqual({ sub: '1', name: 'New', roles: ['a'] })
  expect(mergeClaims({ sub: '1' }, null)).toEqual({ sub: '1' })
})

test('ADMIN_EMAILS needs a verified address and no admin group', () => {
  useEnv({ ADMIN_EMAILS: 'Boss@Example.com, other@example.com,' })
  expect(mayBeFirstAdmin({ email: 'boss@example.COM', email_verified: true })).toBe(true)
  expect(mayBeFirstAdmin({ email: 'boss@example.com', email_verified: false })).toBe(false)
  expect(mayBeFirstAdmin({ email: 'boss@example.com' })).toBe(false)
  expect(mayBeFirstAdmin({ email: 'else@example.com', email_verified: true })).toBe(false)
  useEnv({ ADMIN_EMAILS: 'boss@example.com', OIDC_ADMIN_GROUP: 'g' })
  expect(mayBeFirstAdmin({ email: 'boss@example.com', email_verified: true })).toBe(false)
})

test('the first admin of a team, once, and staff after that', async () => {
  useEnv({ ADMIN_EMAILS: 'boss@example.com' })
  await onlyTeam()
  const [boss, second, staff] = [await person(), await person(), await person()]
  const claims = { email: 'boss@example.com', email_verified: true, name: 'Boss' }
  await Promise.all([
    provisionMember(boss.id, { ...claims, sub: boss.subject }, null),
    provisionMember(second.id, { ...claims, sub: second.subject }, null),
  ])
  await provisionMember(staff.id, { sub: staff.subject, name: 'Staff' }, null)
  expect([(await roleOf(boss.id))!.role, (await roleOf(second.id))!.role].sort()).toEqual(['admin', 'staff'])
  expect(await roleOf(staff.id)).toEqual({ role: 'staff', active: true })
  expect(await sql`select action from audit_log where action = 'member.joined'`).toHaveLength(3)
})

test('a role follows the provider; without a group it stays what Members decided', async () => {
  await onlyTeam()
  const { id, subject } = await person()
  useEnv({ OIDC_ADMIN_GROUP: 'admins' })
  await provisionMember(id, { sub: subject, groups: ['admins'] }, null)
  expect(await roleOf(id)).toMatchObject({ role: 'admin' })
  await provisionMember(id, { sub: subject, groups: [] }, null)
  expect(await roleOf(id)).toMatchObject({ role: 'staff' })
  useEnv({})
  await sql`update memberships set role = 'admin' where user_id = ${id}`
  await provisionMember(id, { sub: subject, groups: [] }, null)
  expect(await roleOf(id)).toMatchObject({ role: 'admin' })
})

test('a deactivated member stays out, and with several teams nobody is let in', async () => {
  await onlyTeam()
  useEnv({})
  const { id, subject } = await person()
  await provisionMember(id, { sub: subject }, null)
  await sql`update memberships set active = false where user_id = ${id}`
  await provisionMember(id, { sub: subject }, null)
  expect(await roleOf(id)).toEqual({ role: 'staff', active: false })

  await sql`select create_team(p_slug => 'second', p_name => 'Second team')`
  const stranger = await person()
  await provisionMember(stranger.id, { sub: stranger.subject }, null)
  expect(await roleOf(stranger.id)).toBeUndefined()
})
