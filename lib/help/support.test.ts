import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readAuditPage } from '../../db/queries/audit-log'
import { readSupport, type Support } from '../../db/queries/support'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { listTimeZones } from '../time-zones/list-time-zones'
import { readSupportForm, setSupport } from './support'

const { sql } = useTestDatabase()

const wanted: Support = {
  email: 'help@example.com',
  phone: '+1 555 0100',
  days: '567',
  opens: '22:00',
  closes: '06:30',
  timeZone: 'America/Chicago',
}

test('an admin sets it, and the audit log has both sides', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  expect(await readSupport(team.id)).toEqual({
    email: null,
    phone: null,
    days: '12345',
    opens: '08:00',
    closes: '20:00',
    timeZone: 'America/New_York',
  })
  expect(await setSupport(team.admin, wanted)).toBe('changed')
  expect(await readSupport(team.id)).toEqual(wanted)
  const {
    entries: [row],
  } = await readAuditPage(team.id, 1, {})
  expect(row).toMatchObject({
    action: 'support.changed',
    actorName: 'Test admin',
    before: { days: '12345', email: null },
    after: { days: '567', email: 'help@example.com', opens: '22:00' },
  })

  for (const nobody of [team.staff, { ...other.admin, teamId: team.id }, { ...team.admin, id: randomUUID() }]) {
    expect(await setSupport(nobody, { ...wanted, days: '' })).toBe('forbidden')
  }
  expect(await readSupport(team.id)).toEqual(wanted)
  expect((await readSupport(other.id)).email).toBeNull()
})

test.each([
  { email: 'nobody' },
  { email: 'a@b.c\nBcc: x@y.z' },
  { phone: '1'.repeat(41) },
  { days: '8' },
  { days: '21' },
  { opens: '25:00' },
  { closes: '' },
  { timeZone: 'Mars/Olympus' },
  { timeZone: 'EST' },
])('the database refuses %j', async (wrong) => {
  const team = await createTestTeam(sql)
  expect(await setSupport(team.admin, { ...wanted, ...wrong })).toBe('invalid')
})

function form(values: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) data.append(name, each)
  return data
}

test('reads the form, and keeps what was typed where something is wrong', () => {
  const typed = { email: '', phone: '', days: ['5', '1', '1', '9'], opens: '8:00', closes: '20:00:00', timeZone: 'UTC' }
  expect(readSupportForm(form(typed))).toMatchObject({
    ok: true,
    data: { email: null, phone: null, days: '15', opens: '08:00', closes: '20:00', timeZone: 'UTC' },
  })
  const read = readSupportForm(form({ ...typed, email: 'help', opens: 'late', timeZone: 'EST' }))
  expect(read).toMatchObject({ ok: false, state: { values: { email: 'help', opens: 'late', days: '1 5' } } })
  expect(read.ok ? [] : read.state.errors.map(({ field }) => field)).toEqual(['email', 'opens', 'timeZone'])
})

test('every zone of the list is one that the database knows', async () => {
  const known = new Set((await sql<{ name: string }[]>`select name from pg_timezone_names`).map(({ name }) => name))
  expect(
    listTimeZones('America/New_York')
      .map(({ value }) => value)
      .filter((zone) => !known.has(zone)),
  ).toEqual([])
  expect(listTimeZones('Etc/GMT+5')[0]).toEqual({ value: 'Etc/GMT+5', label: 'Etc/GMT+5' })
})
