import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestCardRefund } from './request-card-refund'
import { requestRefill } from './request-refill'
import { disputeOf, refundOf, reportCharge } from './testing/report-charge'
import { refillRequest } from './testing/refill-request'

const { sql } = useTestDatabase()

/** The statements of the migration that turn the sums of versions before into returns by id. */
const upgrade = readFileSync('db/migrations/0010_a_month_at_stripe.sql', 'utf8')
  .split('--> statement-breakpoint')
  .filter((statement) => ['UPDATE "refills"', 'INSERT INTO "charge_returns"'].some((verb) => statement.includes(verb)))

test('what a version before has booked as sums becomes returns by id, and their true ids replace it', async () => {
  expect(upgrade).toHaveLength(4)
  const team = await createTestTeam(sql)
  const refill = async () => {
    const result = await requestRefill(team.admin, refillRequest({ amount: 10_000, paymentMethodId: team.card }))
    return result.ok ? result.refill.id : expect.fail()
  }
  const [disputed, refunded] = [await refill(), await refill()]
  await reportCharge(sql, team.id, disputed, [refundOf('re_1', 3_000), disputeOf('du_1', 7_350)])
  const ours = await requestCardRefund(team.admin, {
    key: randomUUID(),
    refillId: refunded,
    amount: 1_000,
    reason: 'Unused',
  })
  const [{ ref }] = await sql<
    [{ ref: string }]
  >`select processor_ref as ref from card_refunds where team_id = ${team.id}`
  const ownRefund = refundOf(ref, 1_000, { refund: ours.ok ? ours.refund.id : '' })
  await reportCharge(sql, team.id, refunded, [ownRefund, refundOf('re_2', 500)])
  const state = () => sql`
    select id, status, refunded, refunded_fee, disputed, disputed_fee from refills where team_id = ${team.id} order by id`
  const [before, balance] = [await state(), await readBalance(team.id)]
  expect(before).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        id: disputed,
        status: 'reversed',
        refunded: 3_000,
        disputed: 7_000,
        disputed_fee: 350,
      }),
    ]),
  )

  await sql`delete from charge_returns`
  await sql`update refills set disputed = 0, disputed_fee = 0`
  for (const statement of upgrade) await sql.unsafe(statement)
  expect(await state()).toEqual(before)
  expect(await sql`select * from verify_ledger(${team.id})`).toEqual([])

  await reportCharge(sql, team.id, disputed, [refundOf('re_1', 3_000), disputeOf('du_1', 7_350)])
  await reportCharge(sql, team.id, refunded, [ownRefund, refundOf('re_2', 500)])
  expect(await state()).toEqual(before)
  expect(await readBalance(team.id)).toMatchObject({
    available: balance.available,
    owed: balance.owed,
    held: balance.held,
  })
  expect(await sql`select from charge_returns where team_id = ${team.id}`).toHaveLength(4)
})
