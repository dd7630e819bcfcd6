import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findAuditEntry, listActors, readAuditPage, type AuditFilter } from '../../db/queries/audit-log'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { recordLabelRefund } from '../labels/record-label-refund'
import { requestLabelRefund } from '../labels/request-label-refund'
import { requestRefill } from '../refills/request-refill'
import { auditChanges, auditSentence } from './audit-words'
import { kindsOf } from './audit-groups'
import { exportAuditLog } from './export-audit-log'
import { refillRequest } from '../refills/testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql } = useTestDatabase()

async function write(
  team: number,
  action: string,
  more: { subject?: string; actorId?: string; at?: string; name?: string } = {},
) {
  const { subject = 'team', actorId = 'cli', at = new Date().toISOString(), name = 'Operator' } = more
  await sql`
    insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject, before, after)
    values (${team}, ${at}, 'operator', ${actorId}, ${name}, ${action}, ${subject}, null, ${sql.json({ name: '=1+1' })})`
}

const actions = async (team: number, filter: AuditFilter) =>
  (await readAuditPage(team, 50, filter)).entries.map(({ action }) => action)

test('pages go forth and back without a gap or a repeat, and never into another team', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  for (let n = 0; n < 12; n++) await write(n % 3 === 0 ? other.id : team.id, `thing.number_${n}`)
  const all = (await readAuditPage(team.id, 1000, {})).entries
  expect(all.map(({ action }) => action).slice(0, 8)).toEqual(
    [11, 10, 8, 7, 5, 4, 2, 1].map((n) => `thing.number_${n}`),
  )

  const seen: number[] = []
  let page = await readAuditPage(team.id, 5, {})
  expect(page.hasNewer).toBe(false)
  for (;;) {
    seen.push(...page.entries.map(({ id }) => id))
    if (!page.hasOlder) break
    page = await readAuditPage(team.id, 5, {}, { id: page.entries.at(-1)!.id, direction: 'older' })
    expect(page.hasNewer).toBe(true)
  }
  expect(seen).toEqual(all.map(({ id }) => id))
  const back = await readAuditPage(team.id, 5, {}, { id: seen[5]!, direction: 'newer' })
  expect(back.entries.map(({ id }) => id)).toEqual(seen.slice(0, 5))
  expect(back).toMatchObject({ hasNewer: false, hasOlder: true })
  expect(await findAuditEntry(other.id, seen[0]!)).toBeNull()
})

test('the order is that of the times, also where the numbers are in another', async () => {
  const team = await createTestTeam(sql)
  for (const second of [3, 1, 2, 2, 0])
    await write(team.id, `thing.at_${second}`, { at: `2026-03-02T12:00:0${second}Z` })
  const filter = { from: '2026-03-02', to: '2026-03-02' }
  const seen: string[] = []
  for (let place: { id: number; direction: 'older' } | undefined; ;) {
    const page = await readAuditPage(team.id, 2, filter, place)
    seen.push(...page.entries.map(({ action }) => action))
    if (!page.hasOlder) break
    place = { id: page.entries.at(-1)!.id, direction: 'older' }
  }
  expect(seen).toEqual(['thing.at_3', 'thing.at_2', 'thing.at_2', 'thing.at_1', 'thing.at_0'])
})

test('filters by the team’s days, by who it was, and by kind, where nothing can hide', async () => {
  const team = await createTestTeam(sql)
  // Half past ten in the evening of the 1st in New York is the 2nd in UTC.
  await write(team.id, 'device.added', { at: '2026-03-02T03:30:00Z' })
  await write(team.id, 'odd.thing', { at: '2026-03-02T12:00:00Z', actorId: team.admin.id })
  expect(await actions(team.id, { from: '2026-03-01', to: '2026-03-01' })).toEqual(['device.added'])
  expect(await actions(team.id, { from: '2026-03-02', to: '2026-03-02' })).toEqual(['odd.thing'])
  expect(await actions(team.id, { actor: team.admin.id })).toEqual(['odd.thing'])
  expect(await actions(team.id, { actor: 'operator', kinds: kindsOf('devices') })).toEqual(['device.added'])
  expect(await actions(team.id, { kinds: kindsOf('other') })).toEqual(['odd.thing'])
  expect(await actions(team.id, { actor: 'system' })).toEqual([])
  expect(await listActors(team.id)).toEqual([
    { id: team.admin.id, name: 'Test admin' },
    { id: team.staff.id, name: 'Test staff' },
  ])
})

test('tells a refill in words, with its reference', async () => {
  const team = await createTestTeam(sql)
  const result = await requestRefill(team.admin, refillRequest({ amount: 10_000, paymentMethodId: team.card }))
  if (!result.ok) throw new Error(result.code)
  const { entries } = await readAuditPage(team.id, 2, { kinds: kindsOf('refills') })
  expect(entries.map(auditSentence)).toEqual([
    'The payment succeeded. Postage was added',
    'Requested $100.00 of postage from Visa •••• 4242',
  ])
  expect(entries.map(({ subjectName }) => subjectName)).toEqual([result.refill.reference, result.refill.reference])
  expect(auditChanges(entries[1]!)).toContainEqual({ label: 'Fee', before: null, after: '$3.50' })
})

test('tells the refund of a label in words, with what people call the label', async () => {
  const team = await createTestTeam(sql, { balance: 50_000 })
  const printed = await printLabel(
    team.staff,
    labelRequest({ service: 'Priority Mail', amount: 500, reference: 'Order 7' }),
  )
  if (!printed.ok) throw new Error(printed.code)
  await requestLabelRefund(team.staff, { key: randomUUID(), labelId: printed.label.id, reason: null })
  await sql`select import_history(
    p_team => ${team.id}, p_events => ${sql.json([{ type: 'opening', amount: 300, at: new Date().toISOString() }])})`
  await recordLabelRefund(team.admin, printed.label.id, { approved: true, note: 'USPS 4711' })
  const { entries } = await readAuditPage(team.id, 5, { kinds: kindsOf('labels') })
  expect(entries.map(auditSentence)).toEqual([
    'USPS approved the refund of a label',
    'Requested a refund for a $5.00 label',
  ])
  expect(entries.map(({ subjectName, actorName }) => [subjectName, actorName])).toEqual([
    ['Order 7', 'Test admin'],
    ['Order 7', 'Test staff'],
  ])
  expect(auditChanges(entries[0]!)).toContainEqual({ label: 'Into held', before: null, after: '$3.00' })
})

test('an action that nobody has described is still readable', () => {
  const entry = {
    id: 1,
    at: new Date(),
    actorType: 'user' as const,
    actorName: 'A',
    action: 'api_key.renewed_by_hand',
    subject: 'api_key:x',
    subjectName: null,
    before: { name: 'Printer', active: true, scopes: ['read'] },
    after: { name: 'Printer', active: false, scopes: ['read', 'write'] },
  }
  expect(auditSentence(entry)).toBe('API key renewed by hand “Printer”')
  expect(auditChanges(entry)).toEqual([
    { label: 'Active', before: 'yes', after: 'no' },
    { label: 'Scopes', before: 'read', after: 'read, write' },
  ])
})

test('exports every row of the filter in CSV that no spreadsheet calculates', async () => {
  const team = await createTestTeam(sql)
  for (let n = 0; n < 1_100; n++)
    await write(team.id, 'odd.thing', { name: n === 0 ? '=HYPERLINK("http://evil.example")' : 'Operator' })
  let csv = ''
  for await (const part of exportAuditLog(team.id, 'Asia/Kolkata', { kinds: kindsOf('other') })) csv += part
  const lines = csv.trimEnd().split('\r\n')
  expect(lines[0]).toBe(
    '\ufeffNumber,Time (Asia/Kolkata),Time (UTC),Who,Who it was,What,Action,Subject,Subject name,Before,After',
  )
  expect(lines).toHaveLength(1_101)
  expect(lines.at(-1)).toContain(`"'=HYPERLINK(""http://evil.example"")"`)
})
