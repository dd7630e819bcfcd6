import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { listCardRefunds, readRefundable } from '../../db/queries/card-refunds'
import { readDatabaseTime } from '../../db/queries/database-time'
import { findRefill } from '../../db/queries/refills'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { requestCardRefund, type CardRefundRequest } from './request-card-refund'
import { requestRefill } from './request-refill'
import { recordRefundOutcome, resolveDueCardRefunds } from './resolve-due-card-refunds'
import { resolveDueRefills } from './resolve-due-refills'
import { disputeOf, disputeRefill, reportCharge } from './testing/report-charge'
import { refillRequest } from './testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql } = useTestDatabase()

async function refillOf(team: TestTeam, amount: number, paymentMethodId: string = team.card) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId }))
  if (!result.ok) throw new Error(result.code)
  return result.refill
}

const refundRequest = (
  refillId: string,
  amount: number,
  changes: Partial<CardRefundRequest> = {},
): CardRefundRequest => ({
  key: randomUUID(),
  refillId,
  amount,
  reason: 'Closing the office',
  ...changes,
})

const spend = (team: TestTeam, amount: number) => printLabel(team.staff, labelRequest({ amount }))

describe('postage that goes back to the card', () => {
  test('leaves the balance, and the refill says so', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 10_000)
    expect(refill).toMatchObject({ refunded: 0, actionUrl: null })
    const request = refundRequest(refill.id, 4_000)
    const result = await requestCardRefund(team.admin, request)
    expect(result).toMatchObject({
      ok: true,
      replayed: false,
      refund: { amount: 4_000, status: 'refunded', reason: 'Closing the office', performedBy: 'Test admin' },
    })
    expect(await readBalance(team.id)).toMatchObject({ available: 6_000, pending: 0, returning: 0 })
    expect(await findRefill(team.id, refill.id)).toMatchObject({
      status: 'posted',
      amount: 10_000,
      refunded: 4_000,
      refundedFee: 0,
    })
    expect(await requestCardRefund(team.admin, request)).toMatchObject({
      ok: true,
      replayed: true,
      refund: { status: 'refunded' },
    })
    expect(await requestCardRefund(team.admin, { ...request, amount: 3_999 })).toMatchObject({
      ok: false,
      code: 'idempotency_mismatch',
    })
    expect(await readRefundable(team.id, refill.id)).toMatchObject({ refundable: 6_000, most: 6_000, open: true })
    expect(await listCardRefunds(team.id, refill.id)).toHaveLength(1)
    expect([...(await sql`select amount, status from test_processor_charges where status = 'refunded'`)]).toEqual([
      { amount: 4_000, status: 'refunded' },
    ])
  })

  test('is no more than is left of the refill, nor than is in the balance', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 10_000)
    await spend(team, 2_500)
    const refusal = async (amount: number) => requestCardRefund(team.admin, refundRequest(refill.id, amount))
    expect(await refusal(10_001)).toMatchObject({
      ok: false,
      code: 'more_than_refundable',
      refundable: 10_000,
      available: 7_500,
    })
    expect(await refusal(7_501)).toMatchObject({
      ok: false,
      code: 'insufficient_funds',
      refundable: 10_000,
      available: 7_500,
    })
    expect(await refusal(0)).toMatchObject({ code: 'invalid_amount' })
    expect(await refusal(-1)).toMatchObject({ code: 'invalid_amount' })
    expect(await readRefundable(team.id, refill.id)).toMatchObject({ refundable: 10_000, most: 7_500 })
    expect(await refusal(7_500)).toMatchObject({ ok: true })
    expect(await readBalance(team.id)).toMatchObject({ available: 0 })
    expect(await refusal(1)).toMatchObject({ code: 'insufficient_funds', available: 0 })
  })

  test('is asked for by admins, for a posted card refill of theirs, in time and with a reason', async () => {
    const team = await createTestTeam(sql)
    const other = await createTestTeam(sql)
    const refill = await refillOf(team, 2_000)
    const code = async (by: typeof team.admin, request: CardRefundRequest) => {
      const result = await requestCardRefund(by, request)
      return result.ok ? 'ok' : result.code
    }
    expect(await code(team.staff, refundRequest(refill.id, 100))).toBe('forbidden')
    expect(await code(other.admin, refundRequest(refill.id, 100))).toBe('not_found')
    expect(await code(team.admin, refundRequest(randomUUID(), 100))).toBe('not_found')
    expect(await code(team.admin, refundRequest('x', 100))).toBe('not_found')
    expect(await code(team.admin, refundRequest(refill.id, 100, { reason: '' }))).toBe('reason')
    expect(await code(team.admin, refundRequest(refill.id, 100, { reason: 'x'.repeat(201) }))).toBe('reason')
    for (const method of [team.reserve, team.declinedCard]) {
      const it = await refillOf(team, 1_000, method)
      expect(await code(team.admin, refundRequest(it.id, 100))).toBe('not_refundable')
      expect(await readRefundable(team.id, it.id)).toBeNull()
    }
    await sql`update refills set created_at = now() - interval '181 days' where id = ${refill.id}`
    expect(await code(team.admin, refundRequest(refill.id, 100))).toBe('too_late')
    expect(await readRefundable(team.id, refill.id)).toMatchObject({ open: false })
    expect(await readBalance(team.id)).toMatchObject({ available: 3_000, pending: 0 })
  })

  test('whose answer is lost stays set aside until the processor has been asked again', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 2_000, team.lostAnswerCard)
    await sql`update refills set ask_at = now() where id = ${refill.id}`
    await resolveDueRefills()
    const result = await requestCardRefund(team.admin, refundRequest(refill.id, 1_500))
    expect(result).toMatchObject({ ok: true, refund: { status: 'processing' } })
    // Neither can it be printed with, nor is there room for more: it may yet stay.
    const balance = await readBalance(team.id)
    expect(balance).toMatchObject({ available: 500, pending: 1_500, returning: 1_500 })
    expect(await spend(team, 501)).toMatchObject({ ok: false, code: 'insufficient_funds', available: 500 })
    expect(await requestCardRefund(team.admin, refundRequest(refill.id, 501))).toMatchObject({
      ok: false,
      code: 'more_than_refundable',
      refundable: 500,
    })
    await sql`update card_refunds set ask_at = now() where refill_id = ${refill.id}`
    expect(await Promise.all([resolveDueCardRefunds(), resolveDueCardRefunds()])).toContain(1)
    expect(await listCardRefunds(team.id, refill.id)).toMatchObject([
      { status: 'refunded', settledAt: expect.any(Date) },
    ])
    expect(await readBalance(team.id)).toMatchObject({ available: 500, pending: 0 })
  })

  test('that the processor refuses can be printed with again', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 2_000)
    await sql`delete from test_processor_charges where idempotency_key = ${refill.id}`
    const result = await requestCardRefund(team.admin, refundRequest(refill.id, 1_500))
    expect(result).toMatchObject({
      ok: true,
      refund: { status: 'failed', failureMessage: expect.stringContaining('no payment') },
    })
    expect(await readBalance(team.id)).toMatchObject({ available: 2_000, pending: 0 })
    expect(await findRefill(team.id, refill.id)).toMatchObject({ refunded: 0 })
  })

  test('stays on its way through a chargeback, and is recorded where it had gone through', async () => {
    const team = await createTestTeam(sql, { balance: 3_000 })
    const refill = await refillOf(team, 2_000, team.lostAnswerCard)
    await sql`update refills set ask_at = now() where id = ${refill.id}`
    await resolveDueRefills()
    const result = await requestCardRefund(team.admin, refundRequest(refill.id, 1_500))
    const refundId = result.ok ? result.refund.id : ''
    const readAt = await readDatabaseTime()
    await disputeRefill(sql, team.id, refill.id)
    expect(await listCardRefunds(team.id, refill.id)).toMatchObject([{ status: 'processing' }])
    expect(await readBalance(team.id)).toMatchObject({ available: 1_500, owed: 0 })
    await recordRefundOutcome(team.id, refundId, { status: 'unknown' }, readAt)
    for (let n = 0; n < 2; n++)
      await recordRefundOutcome(team.id, refundId, { status: 'refunded', processorRef: 're_1' }, readAt)
    // The processor took the whole charge, and had sent a part of it back before: all of that is booked.
    expect(await findRefill(team.id, refill.id)).toMatchObject({ status: 'reversed', refunded: 1_500, disputed: 2_000 })
    expect(await readBalance(team.id)).toMatchObject({ available: 1_500, owed: 0 })
  })
  test('is what was read last, whichever answer of the processor arrives last', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 2_000)
    const early = await readDatabaseTime()
    const result = await requestCardRefund(team.admin, refundRequest(refill.id, 1_500))
    const refundId = result.ok ? result.refund.id : ''
    const settle = (readAt: string) => sql<{ word: string }[]>`
      select settle_card_refund(
        p_team => ${team.id}, p_refund => ${refundId}, p_processor_ref => f.processor_ref, p_read_at => ${readAt}) as word
      from card_refunds f where f.id = ${refundId}`
    const fail = (readAt: string) => sql<{ word: string }[]>`
      select fail_card_refund(
        p_team => ${team.id}, p_refund => ${refundId}, p_message => 'No', p_read_at => ${readAt}) as word`
    const status = async () => (await listCardRefunds(team.id, refill.id))[0]!.status
    expect([(await fail(early))[0]!.word, await status()]).toEqual(['unchanged', 'refunded'])
    expect([(await fail(await readDatabaseTime()))[0]!.word, await status()]).toEqual(['bounced', 'failed'])
    expect([(await settle(early))[0]!.word, await status()]).toEqual(['unchanged', 'failed'])
    expect(await readBalance(team.id)).toMatchObject({ available: 2_000 })
  })

  test('of a part that is disputed cannot be sent back, too', async () => {
    const team = await createTestTeam(sql)
    const refill = await refillOf(team, 2_000)
    await reportCharge(sql, team.id, refill.id, [disputeOf('du_1', 500)])
    expect(await readRefundable(team.id, refill.id)).toMatchObject({ refundable: 1_500, most: 1_500 })
    expect(await requestCardRefund(team.admin, refundRequest(refill.id, 1_501))).toMatchObject({
      ok: false,
      code: 'more_than_refundable',
    })
  })
})
