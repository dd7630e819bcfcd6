import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readAuditPage } from '../../db/queries/audit-log'
import {
  countOpenPostageRequests,
  findPostageRequest,
  findPostageRequestOfRefill,
  listPostageRequests,
} from '../../db/queries/postage-requests'
import { addMember, createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { kindsOf } from '../audit/audit-groups'
import { auditSentence } from '../audit/audit-words'
import { requestRefill, type RefillRequest } from '../refills/request-refill'
import {
  createPostageRequest,
  type NewPostageRequest,
  declinePostageRequest,
  withdrawPostageRequest,
} from './postage-requests'
import { describeOutcome } from './rules/describe-outcome'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

const newRequest = (wanted: Partial<NewPostageRequest> = {}): NewPostageRequest => ({
  amount: 2_000,
  reason: 'Parcels for the fair',
  costAccount: null,
  labelKey: randomUUID(),
  label: null,
  ...wanted,
})

async function createdRequest(team: TestTeam, wanted: Partial<NewPostageRequest> = {}): Promise<string> {
  const result = await createPostageRequest(team.staff, newRequest(wanted))
  if (!result.ok) throw new Error(result.code)
  return result.requestId
}

const approval = (team: TestTeam, postageRequestId: string, wanted: Partial<RefillRequest> = {}) =>
  refillRequest({ amount: 2_000, paymentMethodId: team.reserve, postageRequestId, ...wanted })

const read = (team: TestTeam, id: string) =>
  findPostageRequest({ teamId: team.id, userId: team.admin.id, isAdmin: true }, id)

test('a person asks once for a label, and only they and admins see it', async () => {
  const team = await createTestTeam(sql)
  const request = newRequest({ costAccount: 'MKT', label: { carrier: 'usps', amount: '12.00' } })
  const first = await createPostageRequest(team.staff, request)
  expect(await createPostageRequest(team.staff, { ...request, amount: 9_000 })).toEqual({ ...first, replayed: true })
  expect(await countOpenPostageRequests(team.id)).toBe(1)
  const id = first.ok ? first.requestId : ''
  expect(await findPostageRequest({ teamId: team.id, userId: team.staff.id, isAdmin: false }, id)).toMatchObject({
    status: 'open',
    requestedBy: 'Test staff',
    amount: 2_000,
    costAccount: { code: 'MKT' },
    label: { carrier: 'usps', amount: '12.00' },
    refill: null,
    labelId: null,
  })
  const colleague = await addMember(sql, team.id, 'staff')
  expect(await findPostageRequest({ teamId: team.id, userId: colleague.id, isAdmin: false }, id)).toBeNull()
  expect(await listPostageRequests({ teamId: team.id, userId: colleague.id, isAdmin: false }, 'all', 10)).toEqual([])
  expect(await listPostageRequests({ teamId: team.id, userId: team.admin.id, isAdmin: true }, 'open', 10)).toHaveLength(
    1,
  )
  // Sent fifty times at once it is still one.
  const again = newRequest()
  const results = await Promise.all(Array.from({ length: 20 }, () => createPostageRequest(team.staff, again)))
  expect(results.filter((result) => result.ok && !result.replayed)).toHaveLength(1)
})

test('what cannot be asked for', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  expect(await createPostageRequest(team.staff, newRequest({ amount: 999 }))).toEqual({
    ok: false,
    code: 'below_minimum',
  })
  expect(await createPostageRequest(team.staff, newRequest({ amount: 50_001 }))).toEqual({
    ok: false,
    code: 'above_limit',
  })
  expect(await createPostageRequest(team.staff, newRequest({ costAccount: 'NOPE' }))).toEqual({
    ok: false,
    code: 'unknown_cost_account',
  })
  expect(await createPostageRequest(team.staff, newRequest({ costAccount: 'OLD' }))).toEqual({
    ok: false,
    code: 'inactive_cost_account',
  })
  expect(await createPostageRequest({ ...other.staff, teamId: team.id }, newRequest())).toEqual({
    ok: false,
    code: 'forbidden',
  })
  for (let times = 0; times < 20; times++) await createdRequest(team)
  expect(await createPostageRequest(team.staff, newRequest())).toEqual({ ok: false, code: 'too_many' })
})

test('an approval is a refill that is credited to the request, once', async () => {
  const team = await createTestTeam(sql)
  const id = await createdRequest(team)
  expect(await requestRefill(team.staff, approval(team, id))).toMatchObject({ ok: false, code: 'forbidden' })
  const request = approval(team, id)
  const done = await requestRefill(team.admin, request)
  expect(done).toMatchObject({ ok: true, replayed: false, refill: { status: 'posted', amount: 2_000 } })
  expect(await requestRefill(team.admin, request)).toMatchObject({ ok: true, replayed: true })
  const refillId = done.ok ? done.refill.id : ''
  expect(await requestRefill(team.admin, approval(team, id))).toMatchObject({
    ok: false,
    code: 'request_not_open',
    refillId,
  })
  expect(await read(team, id)).toMatchObject({
    status: 'approved',
    decidedBy: 'Test admin',
    refill: { id: refillId, status: 'posted' },
  })
  expect(
    await findPostageRequestOfRefill({ teamId: team.id, userId: team.staff.id, isAdmin: false }, refillId),
  ).toMatchObject({ id })
  expect(
    await findPostageRequestOfRefill({ teamId: team.id, userId: team.admin.id, isAdmin: false }, refillId),
  ).toBeNull()
  expect(await declinePostageRequest(team.admin, id, 'Too late')).toBe('not_open')
  expect(await withdrawPostageRequest(team.staff, id)).toBe('not_open')
})

test('twenty admins who approve at once make one refill', async () => {
  const team = await createTestTeam(sql)
  const id = await createdRequest(team)
  const results = await Promise.all(Array.from({ length: 20 }, () => requestRefill(team.admin, approval(team, id))))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect((await sql`select count(*) as n from refills where team_id = ${team.id}`)[0]).toEqual({ n: 1 })
})

test('a declined card and a refusal leave the request open', async () => {
  const team = await createTestTeam(sql)
  const id = await createdRequest(team)
  expect(await requestRefill(team.admin, approval(team, id, { amount: 60_000 }))).toMatchObject({
    ok: false,
    code: 'above_limit',
  })
  expect(await requestRefill(team.admin, approval(team, id, { paymentMethodId: team.declinedCard }))).toMatchObject({
    ok: true,
    refill: { status: 'failed' },
  })
  expect(await read(team, id)).toMatchObject({ status: 'open', refill: null, decidedBy: null })
  expect(await requestRefill(team.admin, approval(team, id))).toMatchObject({ ok: true, refill: { status: 'posted' } })
})

test('withdrawn by who asked, declined by an admin with a reason', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const id = await createdRequest(team)
  expect(await withdrawPostageRequest(team.admin, id)).toBe('not_found')
  expect(await withdrawPostageRequest(other.staff, id)).toBe('not_found')
  expect(await declinePostageRequest(team.staff, id, 'No')).toBe('forbidden')
  expect(await declinePostageRequest(other.admin, id, 'No')).toBe('not_found')
  expect(await withdrawPostageRequest(team.staff, id)).toBe('done')
  expect(await read(team, id)).toMatchObject({ status: 'withdrawn', decidedBy: 'Test staff' })
  const second = await createdRequest(team)
  expect(await declinePostageRequest(team.admin, second, 'There is enough for this month')).toBe('done')
  expect(await read(team, second)).toMatchObject({
    status: 'declined',
    declineReason: 'There is enough for this month',
    decidedBy: 'Test admin',
  })
  expect(await requestRefill(team.admin, approval(team, second))).toMatchObject({ ok: false, code: 'request_not_open' })
  const actions =
    await sql`select action from audit_log where team_id = ${team.id} and action like 'request.%' order by id`
  expect(actions.map(({ action }) => action)).toEqual([
    'request.asked',
    'request.withdrawn',
    'request.asked',
    'request.declined',
  ])
})

test('who asked finds what is open or was decided within a day; pages follow each other', async () => {
  const team = await createTestTeam(sql)
  const reader = { teamId: team.id, userId: team.staff.id, isAdmin: false }
  const [open, withdrawn, fresh, old] = [
    await createdRequest(team),
    await createdRequest(team),
    await createdRequest(team),
    await createdRequest(team),
  ]
  await withdrawPostageRequest(team.staff, withdrawn)
  await declinePostageRequest(team.admin, fresh, 'Not now')
  await declinePostageRequest(team.admin, old, 'Not then')
  await sql`update postage_requests set decided_at = decided_at - interval '25 hours' where id = ${old}`
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)
  expect(ids(await listPostageRequests(reader, 'fresh', 10))).toEqual([fresh, open])
  expect(ids(await listPostageRequests(reader, 'open', 10))).toEqual([open])
  const first = await listPostageRequests(reader, 'all', 2)
  expect(ids(first)).toEqual([old, fresh])
  expect(ids(await listPostageRequests(reader, 'all', 10, first[1]))).toEqual([withdrawn, open])
})

test('what became of a request, in words, and in the audit log', async () => {
  const team = await createTestTeam(sql)
  const id = await createdRequest(team)
  expect(describeOutcome((await read(team, id))!)).toBe('Waiting for an admin.')
  expect(await requestRefill(team.admin, approval(team, id, { paymentMethodId: team.lostAnswerCard }))).toMatchObject({
    ok: true,
    refill: { status: 'processing' },
  })
  expect(describeOutcome((await read(team, id))!)).toBe(
    'Test admin approved it, and $20.00 is pending until the card payment is confirmed.',
  )
  const other = await createdRequest(team)
  await declinePostageRequest(team.admin, other, 'There is enough')
  expect(describeOutcome((await read(team, other))!)).toBe('Declined by Test admin: “There is enough”')
  const last = await createdRequest(team)
  await withdrawPostageRequest(team.staff, last)
  expect(describeOutcome((await read(team, last))!)).toBe('Withdrawn by Test staff.')

  const { entries } = await readAuditPage(team.id, 10, { kinds: kindsOf('requests') })
  expect(entries.map(auditSentence)).toEqual([
    'Withdrew a postage request',
    'Requested $20.00 of postage from the admins',
    'Declined a postage request',
    'Requested $20.00 of postage from the admins',
    'Approved a postage request: $20.00',
    'Requested $20.00 of postage from the admins',
  ])
  expect(entries[0]!.subjectName).toMatch(/^PR-/)
})
