import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { listMembers } from '../../db/queries/members'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { provisionMember } from '../auth/provision-member'
import { useEnv } from '../testing/use-env'
import { changeRole, setMemberActive } from './members'

const { sql } = useTestDatabase()

afterEach(() => useEnv())

const audit = async (teamId: number) => sql`
  select action, actor_id, subject, before, after from audit_log where team_id = ${teamId} and action like 'member.%' order by id`

const activeAdmins = async (teamId: number) =>
  (await listMembers(teamId)).filter(({ role, active }) => role === 'admin' && active).map(({ userId }) => userId)

test('an admin makes staff an admin and back, deactivates and takes back; each change is on record', async () => {
  const team = await createTestTeam(sql)
  const person = team.staff.id
  expect(await changeRole(team.admin, person, 'admin')).toBe('done')
  expect(await changeRole(team.admin, person, 'admin')).toBe('done')
  expect(await changeRole(team.admin, person, 'staff')).toBe('done')
  expect(await setMemberActive(team.admin, person, false)).toBe('done')
  expect(await setMemberActive(team.admin, person, true)).toBe('done')
  const subject = `member:${person}`
  expect(await audit(team.id)).toEqual([
    {
      action: 'member.role_changed',
      actor_id: team.admin.id,
      subject,
      before: { role: 'staff' },
      after: { role: 'admin' },
    },
    {
      action: 'member.role_changed',
      actor_id: team.admin.id,
      subject,
      before: { role: 'admin' },
      after: { role: 'staff' },
    },
    {
      action: 'member.deactivated',
      actor_id: team.admin.id,
      subject,
      before: { active: true },
      after: { active: false },
    },
    {
      action: 'member.activated',
      actor_id: team.admin.id,
      subject,
      before: { active: false },
      after: { active: true },
    },
  ])
})

test('who may not, and people of other teams, change nothing', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  const before = await listMembers(team.id)
  for (const actor of [team.staff, gone, { ...other.admin, teamId: team.id }]) {
    expect(await changeRole(actor, team.staff.id, 'admin')).toBe('forbidden')
    expect(await setMemberActive(actor, gone.id, true)).toBe('forbidden')
  }
  for (const id of [other.staff.id, randomUUID(), 'nonsense']) {
    expect(await changeRole(team.admin, id, 'admin')).toBe('not_found')
    expect(await setMemberActive(team.admin, id, false)).toBe('not_found')
  }
  expect(await listMembers(team.id)).toEqual(before)
  expect(await audit(team.id)).toEqual([])
})

test('the last active admin stays one; with another they may go', async () => {
  const team = await createTestTeam(sql)
  expect(await changeRole(team.admin, team.admin.id, 'staff')).toBe('last_admin')
  expect(await setMemberActive(team.admin, team.admin.id, false)).toBe('last_admin')
  const second = await addMember(sql, team.id, 'admin')
  expect(await setMemberActive(team.admin, second.id, false)).toBe('done')
  // An admin who may not come in is none.
  expect(await changeRole(team.admin, team.admin.id, 'staff')).toBe('last_admin')
  expect(await setMemberActive(team.admin, second.id, true)).toBe('done')
  expect(await changeRole(team.admin, team.admin.id, 'staff')).toBe('done')
  expect(await setMemberActive(team.admin, team.admin.id, true)).toBe('forbidden')
  expect(await activeAdmins(team.id)).toEqual([second.id])
})

test('admins who demote and deactivate each other at once never end with none', async () => {
  for (let round = 0; round < 15; round++) {
    const team = await createTestTeam(sql)
    const admins = [team.admin, await addMember(sql, team.id, 'admin'), await addMember(sql, team.id, 'admin')]
    const answers = await Promise.all(
      admins.flatMap((actor) =>
        admins.map((victim, i) =>
          (i + round) % 2 === 0 ? changeRole(actor, victim.id, 'staff') : setMemberActive(actor, victim.id, false),
        ),
      ),
    )
    expect(await activeAdmins(team.id), answers.join(' ')).toHaveLength(1)
  }
})

test('where the identity provider decides, roles are not changed here; who may come in is', async () => {
  const team = await createTestTeam(sql)
  useEnv({ OIDC_ADMIN_GROUP: 'postage-admins' })
  expect(await changeRole(team.admin, team.staff.id, 'admin')).toBe('provider_decides')
  expect(await setMemberActive(team.admin, team.staff.id, false)).toBe('done')
})

test('the last sign-in is known after its session has ended, and null for who never came', async () => {
  const team = await createTestTeam(sql)
  const lastSignIns = async () => (await listMembers(team.id)).map(({ lastSignIn }) => lastSignIn)
  const [{ before }] = await sql<[{ before: Date }]>`select date_trunc('milliseconds', clock_timestamp()) as before`
  await provisionMember(team.staff.id, { sub: 'test' }, null)
  const [never, first] = await lastSignIns()
  expect(never).toBeNull()
  expect(first!.getTime()).toBeGreaterThanOrEqual(before.getTime())
  await sql`update users set last_signed_in_at = '2026-01-02T03:04:05Z' where id = ${team.staff.id}`
  await provisionMember(team.staff.id, { sub: 'test' }, null)
  expect((await lastSignIns())[1]!.getTime()).toBeGreaterThanOrEqual(first!.getTime())
})
