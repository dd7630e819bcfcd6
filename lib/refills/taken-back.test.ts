import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { listCardRefunds } from '../../db/queries/card-refunds'
import { findRefill } from '../../db/queries/refills'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { recordProcessorRefund } from './record-processor-refund'
import { reinstateRefill } from './reinstate-refill'
import { requestCardRefund } from './request-card-refund'
import { requestRefill } from './request-refill'
import { recordRefundOutcome } from './resolve-due-card-refunds'
import { reverseRefill } from './reverse-refill'
import { refillRequest } from './testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql } = useTestDatabase()

async function refillOf(team: TestTeam, amount: number, paymentMethodId: string = team.card) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId }))
  if (!result.ok) throw new Error(result.code)
  return result.refill
}

const spend = (team: TestTeam, amount: number) => printLabel(team.staff, labelRequest({ amount }))

const chargeOf = (team: TestTeam, refillId: string) => ({ teamId: team.id, refillId, processorRef: 'charge' })

test('what a chargeback leaves owed is paid by the next refill, and nothing is printed until then', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await spend(team, 7_000)
  expect(await reverseRefill(chargeOf(team, refill.id), 'Fraudulent')).toBe('reversed')
  expect(await reverseRefill(chargeOf(team, refill.id), 'Fraudulent')).toBe('unchanged')
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
  await reverseRefill(chargeOf(team, refill.id), 'Fraudulent')
  await refillOf(team, 3_000, team.reserve)
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 4_000 })
  expect(await reinstateRefill(team.id, refill.id)).toBe('reinstated')
  expect(await reinstateRefill(team.id, refill.id)).toBe('unchanged')
  expect(await readBalance(team.id)).toMatchObject({ available: 6_000, owed: 0, held: 0 })
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', failureMessage: null })
  const [{ fees }] = await sql<[{ fees: number }]>`
    select debits_posted - credits_posted as fees from ledger_accounts where team_id = ${team.id} and kind = 'fees'`
  expect(fees).toBe(350)
})

test('a refund in the processor’s own dashboard is taken back once, however it is reported', async () => {
  const team = await createTestTeam(sql)
  const refill = await refillOf(team, 10_000)
  await spend(team, 9_000)
  const charge = chargeOf(team, refill.id)
  expect(await recordProcessorRefund(charge, 3_000)).toBe('recorded')
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 2_000 })
  for (const total of [3_000, 1_000, 0]) expect(await recordProcessorRefund(charge, total)).toBe('unchanged')
  expect(await recordProcessorRefund(charge, 10_350)).toBe('recorded')
  expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'posted', refunded: 10_000, refundedFee: 350 })
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 9_000 })
  // Nothing is left that a chargeback could take.
  expect(await reverseRefill(charge, 'Fraudulent')).toBe('reversed')
  expect(await readBalance(team.id)).toMatchObject({ available: 0, owed: 9_000 })
})

test('a total that is reported while a refund is on its way counts when the end of that is known', async () => {
  const team = await createTestTeam(sql)
  const charge = async (total: number, totalRefunded?: number) => {
    const refill = await refillOf(team, 2_000)
    await sql`update test_processor_charges set card = 'test_card_4000000000000341' where idempotency_key = ${refill.id}`
    const result = await requestCardRefund(team.admin, {
      key: randomUUID(),
      refillId: refill.id,
      amount: 600,
      reason: 'Unused',
    })
    if (!result.ok || result.refund.status !== 'processing') throw new Error('it should be processing')
    expect(await recordProcessorRefund(chargeOf(team, refill.id), total)).toBe(total > 600 ? 'recorded' : 'unchanged')
    await recordRefundOutcome(team.id, result.refund.id, { status: 'failed', message: 'No', totalRefunded })
    return (await findRefill(team.id, refill.id))!.refunded
  }
  // It was the refund itself, whose money came back; nobody has asked, or the processor says nothing is gone any more.
  expect([await charge(600), await charge(600, 0)]).toEqual([0, 0])
  // It was somebody else's, which left too little for the refund.
  expect(await charge(600, 600)).toBe(600)
  expect(await charge(1_500, 1_500)).toBe(1_500)
  expect(await readBalance(team.id)).toMatchObject({ available: 5_900, pending: 0 })
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
  for (let n = 0; n < 2; n++) await recordRefundOutcome(team.id, result.ok ? result.refund.id : '', outcome)
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
  expect(await recordProcessorRefund(chargeOf(team, refunded.id), 500)).toBe('recorded')
  expect(await reverseRefill(chargeOf(team, disputed.id), 'Fraudulent')).toBe('reversed')
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
