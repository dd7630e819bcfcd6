import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listDevices } from '../../db/queries/devices'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { addDevice, setDeviceActive } from './devices'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

const audit = async (teamId: number) => sql`
  select action, actor_id, before, after from audit_log where team_id = ${teamId} and action like 'device.%' order by id`

test('a Mailstation switches the fee on for refills by card from then on, and the last one switches it off', async () => {
  const team = await createTestTeam(sql, { mailstation: false })
  const fee = async () => {
    const result = await requestRefill(team.admin, refillRequest({ amount: 10_00, paymentMethodId: team.card }))
    return result.ok ? result.refill.fee : result.code
  }
  expect(await addDevice(team.admin, 'sendpro', 'SP-1')).toBe('done')
  expect(await fee()).toBe(0)
  expect(await addDevice(team.admin, 'mailstation', 'K700-1')).toBe('done')
  expect(await fee()).toBe(35)
  const station = (await listDevices(team.id)).find(({ type }) => type === 'mailstation')!
  expect(await setDeviceActive(team.admin, station.id, false)).toBe('done')
  expect(await fee()).toBe(0)
  expect(await setDeviceActive(team.admin, station.id, true)).toBe('done')
  expect(await setDeviceActive(team.admin, station.id, true)).toBe('done')
  expect(await fee()).toBe(35)
  expect(await audit(team.id)).toMatchObject([
    { action: 'device.added', after: { type: 'sendpro', serial: 'SP-1' } },
    { action: 'device.added', actor_id: team.admin.id, before: null, after: { type: 'mailstation', serial: 'K700-1' } },
    { action: 'device.deactivated', before: { active: true }, after: { active: false, serial: 'K700-1' } },
    { action: 'device.activated', before: { active: false }, after: { active: true } },
  ])
})

test('who may not, what cannot be, and another team’s device change nothing', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  const [device] = await listDevices(team.id)
  const [foreign] = await listDevices(other.id)
  for (const actor of [team.staff, gone, { ...other.admin, teamId: team.id }]) {
    expect(await addDevice(actor, 'other', 'X-1')).toBe('forbidden')
    expect(await setDeviceActive(actor, device!.id, false)).toBe('forbidden')
  }
  for (const id of [foreign!.id, randomUUID(), 'nonsense'])
    expect(await setDeviceActive(team.admin, id, false)).toBe('not_found')
  for (const serial of ['', 'x'.repeat(41)]) expect(await addDevice(team.admin, 'other', serial)).toBe('invalid')
  expect(await addDevice(team.admin, 'toaster' as 'other', 'X-1')).toBe('invalid')
  expect(await addDevice(team.admin, 'other', device!.serial.toUpperCase())).toBe('known')
  expect(await listDevices(team.id)).toEqual([device])
  expect(await audit(team.id)).toEqual([])
  // A serial number is one team's own affair.
  expect(await addDevice(team.admin, 'other', foreign!.serial)).toBe('done')
})

test('one number that ten people add at once is there once', async () => {
  const team = await createTestTeam(sql, { mailstation: false })
  const answers = await Promise.all(Array.from({ length: 10 }, () => addDevice(team.admin, 'sendpro', 'SP-9')))
  expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
  expect(answers.filter((answer) => answer === 'known')).toHaveLength(9)
})
