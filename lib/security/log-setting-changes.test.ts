import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { setSupport } from '../help/support'
import { log } from '../log'
import { changeRole } from '../members/members'
import { requestRefill } from '../refills/request-refill'
import { logSettingChanges } from './log-setting-changes'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

beforeEach(() => logSettingChanges())
afterEach(() => vi.restoreAllMocks())

test('each change of a setting is a line with who, what and whose; what changes nothing, and money, is none', async () => {
  const team = await createTestTeam(sql)
  const info = vi.spyOn(log, 'info').mockImplementation(() => {})
  await changeRole(team.admin, team.staff.id, 'admin')
  await changeRole(team.admin, team.staff.id, 'admin')
  await changeRole(team.staff, randomUUID(), 'admin')
  expect(info.mock.calls.map(([facts]) => facts)).toEqual([
    {
      event: 'settings_changed',
      teamId: team.id,
      actorType: 'user',
      actorId: team.admin.id,
      action: 'member.role_changed',
      subject: `member:${team.staff.id}`,
    },
  ])
  await setSupport(team.admin, {
    email: 'help@example.com',
    phone: null,
    days: '12345',
    opens: '08:00',
    closes: '17:00',
    timeZone: 'America/New_York',
  })
  expect(info.mock.lastCall?.[0]).toMatchObject({ action: 'support.changed' })
  info.mockClear()
  await requestRefill(team.admin, refillRequest({ amount: 10_00, paymentMethodId: null }))
  expect(info).not.toHaveBeenCalled()
})
