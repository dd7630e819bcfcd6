import { randomUUID } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { readAuditPage } from '../../db/queries/audit-log'
import { findCase, listCases, type CaseReader } from '../../db/queries/cases'
import { addMember, createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import type { Principal } from '../auth/principal'
import { printLabel } from '../labels/print-label'
import { log } from '../log'
import { requestRefill } from '../refills/request-refill'
import { useEnv } from '../testing/use-env'
import { openCase, type NewCase, replyToCase, setCaseState } from './cases'
import { readCaseForm } from './read-case-form'
import { startMailServer } from './testing/mail-server'
import { refillRequest } from '../refills/testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql } = useTestDatabase()
afterEach(() => useEnv())

const question = (more: Partial<NewCase> = {}): NewCase => ({
  key: randomUUID(),
  subject: 'Charged twice?',
  body: 'I see two charges.',
  refillId: null,
  labelId: null,
  ...more,
})

const reader = ({ teamId, id }: Principal, isAdmin: boolean): CaseReader => ({ teamId, userId: id, isAdmin })

async function opened(by: Principal, more: Partial<NewCase> = {}): Promise<string> {
  const result = await openCase(by, question(more))
  if (!result.ok) throw new Error(result.code)
  return result.id
}

const stateOf = async (team: TestTeam, id: string) => (await findCase(reader(team.admin, true), id))?.state

test('a case goes from open to answered, closed and open again, and the audit log tells it', async () => {
  const team = await createTestTeam(sql)
  const id = await opened(team.staff)
  const seen = await findCase(reader(team.staff, false), id)
  expect(seen).toMatchObject({ subject: 'Charged twice?', state: 'open', openedBy: 'Test staff', replies: [] })
  expect(seen!.reference).toMatch(/^CS-[0-9A-Z]{4}-[0-9A-Z]{4}$/)

  expect(await replyToCase(team.admin, id, 'One of them is the fee.')).toBe('replied')
  expect(await stateOf(team, id)).toBe('answered')
  expect(await replyToCase(team.staff, id, 'Thank you')).toBe('replied')
  expect(await replyToCase(team.staff, id, 'Thank you')).toBe('replied')
  expect(await stateOf(team, id)).toBe('open')
  expect(
    (await findCase(reader(team.staff, false), id))!.replies.map(({ body, writtenBy, byOpener }) => [
      body,
      writtenBy,
      byOpener,
    ]),
  ).toEqual([
    ['One of them is the fee.', 'Test admin', false],
    ['Thank you', 'Test staff', true],
  ])

  expect(await setCaseState(team.staff, id, 'closed')).toBe('changed')
  expect(await setCaseState(team.staff, id, 'closed')).toBe('unchanged')
  expect(await replyToCase(team.admin, id, 'Too late')).toBe('closed')
  expect(await setCaseState(team.staff, id, 'open')).toBe('forbidden')
  expect(await setCaseState(team.admin, id, 'open')).toBe('changed')
  const { entries } = await readAuditPage(team.id, 5, {})
  expect(entries.map(({ action, actorName }) => `${actorName}: ${action}`)).toEqual([
    'Test admin: case.reopened',
    'Test staff: case.closed',
    'Test staff: case.replied',
    'Test admin: case.replied',
    'Test staff: case.opened',
  ])
  expect(entries.map(({ subjectName }) => subjectName)).toEqual(Array.from({ length: 5 }, () => seen!.reference))
})

test('nobody else sees, answers or closes it: not another person, not another team, not who was deactivated', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const colleague = await addMember(sql, team.id, 'staff')
  const id = await opened(team.staff)
  await opened(other.staff)
  expect((await listCases(reader(team.admin, true), 'all', 10)).map((each) => each.id)).toEqual([id])
  expect(await listCases(reader(colleague, false), 'all', 10)).toEqual([])
  for (const who of [reader(colleague, false), reader(other.admin, true), reader(other.staff, false)]) {
    expect(await findCase(who, id)).toBeNull()
  }
  expect(await findCase(reader(team.admin, true), 'not-an-id')).toBeNull()
  for (const who of [
    colleague,
    other.admin,
    other.staff,
    { ...other.admin, teamId: team.id },
    { ...team.admin, id: randomUUID() },
  ]) {
    expect(await replyToCase(who, id, 'Hello')).toBe('not_found')
    expect(await setCaseState(who, id, 'closed')).toBe('not_found')
  }
  await sql`update memberships set active = false where user_id = ${team.staff.id}`
  expect(await replyToCase(team.staff, id, 'Hello')).toBe('not_found')
  expect(await openCase(team.staff, question())).toEqual({ ok: false, code: 'forbidden' })
  expect(await openCase({ ...other.staff, teamId: team.id }, question())).toEqual({ ok: false, code: 'forbidden' })
  expect(await stateOf(team, id)).toBe('open')
})

test('one form makes one case, however often and however much at once it is sent', async () => {
  const team = await createTestTeam(sql)
  const same = question()
  const results = await Promise.all(Array.from({ length: 8 }, () => openCase(team.staff, same)))
  expect(new Set(results.map((result) => result.ok && result.id)).size).toBe(1)
  expect(await listCases(reader(team.staff, false), 'all', 10)).toHaveLength(1)
  // Another person's form with the same key is another form.
  expect(await openCase(team.admin, same)).toMatchObject({ ok: true })
  expect(await listCases(reader(team.admin, true), 'all', 10)).toHaveLength(2)
})

test('is about a refill or a label of the team alone, and twenty in a day are enough', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const other = await createTestTeam(sql)
  const refill = await requestRefill(team.admin, refillRequest({ amount: 1_000, paymentMethodId: team.reserve }))
  const label = await printLabel(team.staff, labelRequest({ amount: 73 }))
  if (!refill.ok || !label.ok) throw new Error('the team could not get ready')
  const aboutRefill = await opened(team.staff, { refillId: refill.refill.id })
  expect(await findCase(reader(team.staff, false), aboutRefill)).toMatchObject({
    refill: { reference: refill.refill.reference },
    label: null,
  })
  const aboutLabel = await opened(team.staff, { labelId: label.label.id })
  expect(await findCase(reader(team.staff, false), aboutLabel)).toMatchObject({
    label: { carrier: 'usps', amount: 73 },
    refill: null,
  })
  for (const foreign of [{ refillId: refill.refill.id }, { labelId: label.label.id }, { refillId: randomUUID() }]) {
    expect(await openCase(other.staff, question(foreign))).toEqual({ ok: false, code: 'unknown_subject' })
  }
  for (let n = 0; n < 18; n++) await opened(team.staff)
  expect(await openCase(team.staff, question())).toEqual({ ok: false, code: 'too_many' })
})

test('a list goes on without a gap or a repeat', async () => {
  const team = await createTestTeam(sql)
  for (let n = 0; n < 7; n++) await opened(team.staff, { subject: `Case ${n}` })
  const all = await listCases(reader(team.admin, true), 'all', 10)
  expect(all.map(({ subject }) => subject)).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Case ${n}`))
  expect(await listCases(reader(team.admin, true), 'all', 10, all[3])).toEqual(all.slice(4))
})

test('is mailed where mail is set up, with nothing that a text could do to the headers', async () => {
  const server = await startMailServer()
  useEnv({ SUPPORT_EMAIL: 'support@example.com', SMTP_URL: server.url })
  const team = await createTestTeam(sql)
  await expect(
    sql`update users set name = ${'Eve\r\nBcc: eve@evil.example'} where id = ${team.staff.id}`,
  ).rejects.toMatchObject({ code: '23514' })
  await sql`update users set name = ${'Eve" <eve@evil.example>, Bcc: x'} where id = ${team.staff.id}`
  await expect(openCase(team.staff, question({ subject: 'Hi\r\nBcc: eve@evil.example' }))).rejects.toMatchObject({
    code: '23514',
  })
  const evil = question({ subject: 'Hi, Bcc: eve@evil.example', body: 'One\n.\nTwo\nMAIL FROM:<x@y>' })
  const result = await openCase(team.staff, evil)
  expect(result).toMatchObject({ ok: true, mail: 'sent' })
  expect(await openCase(team.staff, evil)).toMatchObject({ ok: true })
  await server.close()
  expect(server.mails).toHaveLength(1)
  const [{ from, to, data }] = server.mails as [(typeof server.mails)[0]]
  expect([from, to]).toEqual(['MAIL FROM:<support@example.com>', ['RCPT TO:<support@example.com>']])
  // Long headers are folded, and long lines of the text are ended by `=`.
  const [headers = '', ...body] = data
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .replaceAll('=\r\n', '')
    .split('\r\n\r\n')
  expect(headers).not.toMatch(/^Bcc/im)
  expect(headers).toMatch(/^Subject: \[CS-[0-9A-Z]{4}-[0-9A-Z]{4}\] Hi, Bcc: eve@evil\.example/m)
  expect(headers).toMatch(/^Reply-To: .*@test\.example/m)
  expect(body.join('\n')).toContain('Two')
  expect(body.join('\n')).toContain(`/help/cases/${result.ok && result.id}`)
})

test.each([
  ['a server that refuses', true],
  ['no server at all', false],
])('is kept where the mail meets %s', async (_, refuse) => {
  const server = await startMailServer({ refuse })
  if (!refuse) await server.close()
  useEnv({ SUPPORT_EMAIL: 'support@example.com', SMTP_URL: server.url })
  const error = vi.spyOn(log, 'error').mockImplementation(() => {})
  const team = await createTestTeam(sql)
  const result = await openCase(team.staff, question())
  expect(result).toMatchObject({ ok: true, mail: 'failed' })
  expect(await listCases(reader(team.staff, false), 'all', 10)).toHaveLength(1)
  expect(error).toHaveBeenCalledOnce()
  error.mockRestore()
  if (refuse) await server.close()
})

test('reads the form, and keeps what was typed where something is wrong', () => {
  const form = (values: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries({
      key: randomUUID(),
      about: 'general',
      subject: 'S',
      body: 'B',
      ...values,
    }))
      data.append(name, value)
    return data
  }
  const id = randomUUID()
  expect(readCaseForm(form({ about: `label:${id}`, body: 'a\r\nb' }))).toMatchObject({
    ok: true,
    data: { labelId: id, refillId: null, body: 'a\nb' },
  })
  const wrongOf = (values: Record<string, string>) => {
    const read = readCaseForm(form(values))
    return read.ok ? [] : read.state.errors.map(({ field }) => field)
  }
  expect(wrongOf({ subject: ' ', body: '' })).toEqual(['subject', 'body'])
  expect(wrongOf({ subject: 'x'.repeat(121) })).toEqual(['subject'])
  expect(wrongOf({ subject: '📮'.repeat(120), body: '📮'.repeat(4000) })).toEqual([])
  expect(wrongOf({ about: 'member:1' })).toEqual(['about'])
  expect(wrongOf({ key: 'x' })).toEqual(['form'])
})
