import { expect, test } from 'vitest'
import { readAuditPage } from '../../db/queries/audit-log'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { auditSentence } from './audit-words'
import { kindsOf } from './audit-groups'
import { recordRefusedAction } from './record-refused-action'

const { sql } = useTestDatabase()

test('a refused action is kept in words; repeats and many at once do not flood the log', async () => {
  const team = await createTestTeam(sql)
  await Promise.all(
    Array.from({ length: 20 }, () => recordRefusedAction(team.staff, '/settings/devices', 'settings:write')),
  )
  const rows = async () => (await readAuditPage(team.id, 50, { kinds: kindsOf('refused') })).entries
  expect((await rows()).map(auditSentence)).toEqual(['Did not have permission to change settings. Nothing was changed'])
  expect(await rows()).toMatchObject([
    { actorName: 'Test staff', subject: 'page:/settings/devices', after: { needs: 'settings:write' } },
  ])
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => recordRefusedAction(team.staff, `/requests/${n}`, 'refills:write')),
  )
  expect(await rows()).toHaveLength(10)
  const other = await createTestTeam(sql)
  await recordRefusedAction({ ...team.staff, teamId: other.id }, '/settings/devices', 'settings:write')
  expect((await readAuditPage(other.id, 50, { kinds: kindsOf('refused') })).entries).toEqual([])
})
