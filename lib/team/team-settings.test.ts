import { expect, test } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { auditSentence } from '../audit/audit-words'
import { readAuditPage } from '../../db/queries/audit-log'
import { findTeamSettings, readTeamSettingsForm, setTeamSettings } from './team-settings'

const { sql } = useTestDatabase()

test('an admin changes a setting, staff cannot, and the audit log has the change', async () => {
  const team = await createTestTeam(sql)
  expect(await findTeamSettings(team.id)).toMatchObject({ low_balance: null })
  expect(await setTeamSettings(team.staff, { low_balance: 50_00 })).toBe('forbidden')
  expect(await setTeamSettings(team.admin, { low_balance: 50_00 })).toBe('changed')
  expect(await setTeamSettings(team.admin, { low_balance: 50_00 })).toBe('same')
  expect(await findTeamSettings(team.id)).toMatchObject({ low_balance: 50_00 })
  expect(await setTeamSettings(team.admin, { low_balance: null })).toBe('changed')
  expect(await findTeamSettings(team.id)).toMatchObject({ low_balance: null })

  const { entries } = await readAuditPage(team.id, 10, {})
  const changes = entries.filter(({ action }) => action === 'team.settings_changed')
  expect(changes.map(({ before, after }) => ({ before, after }))).toEqual([
    { before: { low_balance: 50_00 }, after: {} },
    { before: {}, after: { low_balance: 50_00 } },
  ])
  expect(auditSentence(changes[0]!)).toBe('Changed the team’s settings')
})

test('one setting changes without the others', async () => {
  const team = await createTestTeam(sql)
  await setTeamSettings(team.admin, { low_balance: 50_00, receipt_line: 'Mail room, 2nd floor' })
  await setTeamSettings(team.admin, { low_balance: null })
  expect(await findTeamSettings(team.id)).toEqual({ low_balance: null, receipt_line: 'Mail room, 2nd floor' })
})

test('a stored setting that cannot be read has its default', async () => {
  const team = await createTestTeam(sql)
  await sql`update teams set settings = ${sql.json({ low_balance: 'much', of_another_version: 1 })} where id = ${team.id}`
  expect(await findTeamSettings(team.id)).toMatchObject({ low_balance: null })
})

test('an amount is read as typed, or refused at its field', () => {
  const read = (amount: string) => {
    const form = new FormData()
    form.append('low_balance', amount)
    const result = readTeamSettingsForm(form)
    return result.ok ? result.data.low_balance : result.state.errors.map(({ field }) => field)
  }
  expect(['50', '', '$500.00'].map(read)).toEqual([50_00, null, 500_00])
  expect(['0', '500.01', '1e2', '-5'].map(read)).toEqual(Array.from({ length: 4 }, () => ['low_balance']))
})
