import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { listCardRefunds } from '../../db/queries/card-refunds'
import { readDatabaseTime } from '../../db/queries/database-time'
import { findRefill } from '../../db/queries/refills'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { requestCardRefund } from './request-card-refund'
import { requestRefill } from './request-refill'
import { recordRefundOutcome } from './resolve-due-card-refunds'
import { disputeOf, disputeRefill, refundOf, reportCharge } from './testing/report-charge'
import { refillRequest } from './testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql } = useTestDatabase()

async function refillOf(team: TestTeam, amount: number, paymentMethodId: string = team.card) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId }))
  if (!result.ok) throw new Error(result.code)
  return result.refill
}

const spend = (team: TestTeam, amount: number) => printLabel(team.staff, labelRequest({ amount }))

const report = (team: TestTeam, refillId: string, ...returns: Parameters<typeof reportCharge>[3]) =>
  reportCharge(sql, team.id, refillId, returns)

afterEach(async () => {
  expect(await sql`select * from verify_ledger(null)`).toEqual([])
})

test('what a chargeback leaves owed is paid by the next refill, and nothing is printed until then', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await spend(team, 7_000)
  for (let n = 0; n < 2; n++) await disputeRefill(sql, team.id, refill.id)
  expect(await findRefill(team.id, refill.id)).toMatchObject({
    status: 'reversed',
    disputed: 10_000,
    disputedFee: 350,
    failureMessage: 'The cardholder disputed this payment with their bank (fraudulent).',
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 7_000 })
  expect(await spend(team, 100)).toMatchObject({ ok: false, code: 'insufficient_funds', available: 0, owed: 7_000 })

  expect(await refillOf(team, 2_000, team.reserve)).toMatchObject({ balanceBefore: 0, balanceAfter: 0 })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 5_000 })
  expect(await refillOf(team, 6_000)).toMatchObject({ balanceBefore: 0, balanceAfter: 1_000 })
  expect(await readBalance(team.id)).toMatchObject({ available: 1_000, owed: 0 })
  expect(await spend(team, 100)).toMatchObject({ ok: true })
})

test('a dispute that is won pays what is still owed, and gives the rest back', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await spend(team, 7_000)
  await report(team, refill.id, disputeOf('du_1', 10_350))
  await refillOf(team, 3_000, team.reserve)
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 4_000 })
  for (let n = 0; n < 2; n++) await report(team, refill.id, disputeOf('du_1', 0))
  expect(await readBalance(team.id)).toMatchObject({ available: 6_000, owed: 0, held: 0 })
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', failureMessage: null, disputed: 0 })
  const [{ fees }] = await sql<[{ fees: number }]>`
    select debits_posted - credits_posted as fees from ledger_accounts where team_id = ${team.id} and kind = 'fees'`
  expect(fees).toBe(350)
})

test('a dispute is an amount, and there can be several', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await report(team, refill.id, disputeOf('du_1', 2_000))
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', disputed: 2_000, disputedFee: 0 })
  expect(await readBalance(team.id)).toMatchObject({ available: 8_000 })
  await report(team, refill.id, disputeOf('du_1', 2_000), disputeOf('du_2', 8_350))
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'reversed', disputed: 10_000, disputedFee: 350 })
  // The first is won while the second is open: only its own amount comes back.
  await report(team, refill.id, disputeOf('du_1', 0), disputeOf('du_2', 8_350))
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', disputed: 8_350, disputedFee: 0 })
  expect(await readBalance(team.id)).toMatchObject({ available: 1_650, owed: 0 })
})

test('a dispute of the whole charge after a refund takes all of it, and what is missing is owed', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await report(team, refill.id, refundOf('re_1', 3_000))
  await report(team, refill.id, refundOf('re_1', 3_000), disputeOf('du_1', 10_350))
  expect(await findRefill(team.id, refill.id)).toMatchObject({
    status: 'reversed',
    refunded: 3_000,
    disputed: 10_000,
    disputedFee: 350,
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 3_000 })
})

test('a refund in the processor’s own dashboard is taken back once, and comes back where it fails', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await spend(team, 9_000)
  for (let n = 0; n < 2; n++) await report(team, refill.id, refundOf('re_1', 3_000))
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 2_000 })
  await report(team, refill.id, refundOf('re_1', 3_000), refundOf('re_2', 7_350))
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', refunded: 10_000, refundedFee: 350 })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 9_000 })
  await report(team, refill.id, refundOf('re_1', 0), refundOf('re_2', 7_350))
  expect(await findRefill(team.id, refill.id)).toMatchObject({ refunded: 7_350, refundedFee: 0 })
  await report(team, refill.id, refundOf('re_1', 0), refundOf('re_2', 0))
  expect(await readBalance(team.id)).toMatchObject({ available: 1_000, owed: 0, held: 0 })
})

test('what was read earlier never replaces what was read later', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  const early = await readDatabaseTime()
  await report(team, refill.id, disputeOf('du_1', 10_350), refundOf('re_1', 0))
  const late = { readAt: early }
  expect(await reportCharge(sql, team.id, refill.id, [refundOf('re_1', 3_000)], late)).toBe('recorded')
  expect(await reportCharge(sql, team.id, refill.id, [disputeOf('du_1', 0)], late)).toBe('recorded')
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'reversed', refunded: 0, disputed: 10_000 })
})

test('a refund of ours is known by its id: while it is on its way, when it arrives, and when it bounces', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 2_000)
  await sql`update test_processor_charges set card = 'test_card_4000000000000341' where idempotency_key = ${refill.id}`
  const result = await requestCardRefund(team.admin, {
    key: randomUUID(),
    refillId: refill.id,
    amount: 600,
    reason: 'Unused',
  })
  if (!result.ok || result.refund.status !== 'processing') throw new Error('it should be processing')
  const ours = { refund: result.refund.id }
  const refunds = () => listCardRefunds(team.id, refill.id)
  const outside = refundOf('re_2', 500)
  await report(team, refill.id, refundOf('re_1', 600, { ...ours, state: 'pending' }), outside)
  expect(await refunds()).toMatchObject([{ status: 'processing' }])
  expect(await readBalance(team.id)).toMatchObject({ available: 900 })
  await report(team, refill.id, refundOf('re_1', 600, ours), outside)
  expect(await refunds()).toMatchObject([{ status: 'refunded' }])
  expect(await findRefill(team.id, refill.id)).toMatchObject({ refunded: 1_100 })
  await report(team, refill.id, refundOf('re_1', 0, ours), outside)
  expect(await refunds()).toMatchObject([{ status: 'failed', failureMessage: expect.stringContaining('did not take') }])
  expect(await readBalance(team.id)).toMatchObject({ available: 1_500, pending: 0, held: 0 })
  // Given up here, and gone through there: the processor's books count.
  await report(team, refill.id, refundOf('re_1', 600, ours), outside)
  expect(await refunds()).toMatchObject([{ status: 'refunded' }])
  expect(await readBalance(team.id)).toMatchObject({ available: 900 })
})

test('a refund that the bank returns comes back into the balance', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 2_000)
  const result = await requestCardRefund(team.admin, {
    key: randomUUID(),
    refillId: refill.id,
    amount: 600,
    reason: 'Unused',
  })
  const outcome = { status: 'failed', message: 'The card is closed.' } as const
  for (let n = 0; n < 2; n++)
    await recordRefundOutcome(team.id, result.ok ? result.refund.id : '', outcome, await readDatabaseTime())
  expect(await findRefill(team.id, refill.id)).toMatchObject({ refunded: 0 })
  expect(await listCardRefunds(team.id, refill.id)).toMatchObject([
    { status: 'failed', failureMessage: 'The card is closed.' },
  ])
  expect(await readBalance(team.id)).toMatchObject({ available: 2_000, pending: 0, held: 0 })
})

test('news of a charge that comes before its own record settles it first', async () => {
  const team = await createTestTeam(sql)
  const refunded = await refillOf(team, 2_000, team.lostAnswerCard)
  const disputed = await refillOf(team, 1_000, team.lostAnswerCard)
  expect([refunded.status, disputed.status]).toEqual(['processing', 'processing'])
  await report(team, refunded.id, refundOf('re_1', 500))
  await disputeRefill(sql, team.id, disputed.id)
  expect(await findRefill(team.id, refunded.id)).toMatchObject({ status: 'posted', refunded: 500 })
  expect(await findRefill(team.id, disputed.id)).toMatchObject({ status: 'reversed' })
  expect(await readBalance(team.id)).toMatchObject({ available: 1_500, pending: 0, owed: 0 })
})

test('a bank that wants the person is recorded once, and the page for it goes with the answer', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 2_000, team.lostAnswerCard)
  const requireAction = async (url: string) => {
    const [{ word }] = await sql<[{ word: string }]>`select require_action(
      p_team => ${team.id}, p_refill => ${refill.id}, p_action_ref => 'cs_1', p_action_url => ${url}) as word`
    return word
  }
  expect([await requireAction('https://pay.example/1'), await requireAction('https://pay.example/2')]).toEqual([
    'waiting',
    'waiting',
  ])
  expect(await findRefill(team.id, refill.id)).toMatchObject({
    status: 'processing',
    actionUrl: 'https://pay.example/2',
  })
  const [{ asks, rows }] = await sql<[{ asks: boolean; rows: number }]>`
    select ask_at > now() + interval '4 minutes' as asks,
      (select count(*) from audit_log a where a.team_id = r.team_id and a.action = 'refill.action_required') as rows
    from refills r where r.id = ${refill.id}`
  expect({ asks, rows }).toEqual({ asks: true, rows: 1 })
  await sql`select settle_refill(p_team => ${team.id}, p_refill => ${refill.id}, p_processor_ref => 'charge')`
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', actionUrl: null })
  expect(await requireAction('https://pay.example/3')).toBe('unchanged')
})

test('the fee follows the team’s own rate', async () => {
  const team = await createTestTeam(sql)
  await sql`select set_card_fee(p_team => ${team.id}, p_basis_points => 299)`
  expect(await refillOf(team, 10_000)).toMatchObject({ fee: 299, totalCharged: 10_299 })
  await sql`select set_card_fee(p_team => ${team.id}, p_basis_points => 0)`
  expect(await refillOf(team, 10_000)).toMatchObject({ fee: 0 })
  await expect(sql`select set_card_fee(
    p_team => ${team.id}, p_basis_points => 1001)`).rejects.toMatchObject({ code: '23514' })
})
