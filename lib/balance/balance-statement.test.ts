import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { countRefillsOnTheirWay, sumRefills } from '../../db/queries/refills'
import { readStatement } from '../../db/queries/statement'
import { TOTALS_READ } from '../../db/queries/totals'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { recordLabelRefund } from '../labels/record-label-refund'
import { requestLabelRefund } from '../labels/request-label-refund'
import { requestRefill } from '../refills/request-refill'
import { labelRequest } from '../labels/testing/label-request'
import { disputeRefill } from '../refills/testing/report-charge'

const { sql } = useTestDatabase()

const refill = { source: 'web' as const, expectedTotal: null, allocations: null, memo: null }

test('each entry says what it was, who it was, and the balance after it', async () => {
  const team = await createTestTeam(sql, { balance: 400_00 })
  const printed = await printLabel(
    team.staff,
    labelRequest({ service: 'Priority Mail', amount: 9_00, reference: 'INV-1' }),
  )
  if (!printed.ok) throw new Error(printed.code)
  const added = await requestRefill(team.admin, {
    ...refill,
    key: randomUUID(),
    amount: 100_00,
    paymentMethodId: team.reserve,
  })
  if (!added.ok) throw new Error(added.code)
  await requestLabelRefund(team.admin, { key: randomUUID(), labelId: printed.label.id, reason: null })
  await recordLabelRefund(team.admin, printed.label.id, { approved: true, note: null })

  const label = { id: printed.label.id, service: 'Priority Mail', reference: 'INV-1' }
  const { lines } = await readStatement(team.id, 'postage', 50)
  expect(lines).toMatchObject([
    {
      seq: 4,
      kind: 'postage_refund',
      amount: 9_00,
      balanceAfter: 500_00,
      performedBy: 'Test admin',
      refill: null,
      label,
    },
    {
      seq: 3,
      kind: 'postage_fund',
      amount: 100_00,
      balanceAfter: 491_00,
      performedBy: 'Test admin',
      label: null,
      refill: { id: added.refill.id },
    },
    {
      seq: 2,
      kind: 'postage_print',
      amount: -9_00,
      balanceAfter: 391_00,
      performedBy: 'Test staff',
      refill: null,
      label,
    },
    { seq: 1, kind: 'opening', amount: 400_00, balanceAfter: 400_00, performedBy: null, refill: null, label: null },
  ])
  const other = await createTestTeam(sql)
  expect((await readStatement(other.id, 'postage', 50)).lines).toEqual([])
})

test('a refill that was taken back was not taken back by whoever made it', async () => {
  const team = await createTestTeam(sql)
  const made = await requestRefill(team.admin, {
    ...refill,
    key: randomUUID(),
    amount: 50_00,
    paymentMethodId: team.card,
  })
  if (!made.ok) throw new Error(made.code)
  await disputeRefill(sql, team.id, made.refill.id)
  const { lines } = await readStatement(team.id, 'postage', 50)
  expect(lines).toMatchObject([
    { kind: 'fund_reversal', amount: -50_00, performedBy: null, refill: { id: made.refill.id } },
    { kind: 'postage_fund', amount: 50_00, performedBy: 'Test admin' },
  ])
})

test('refills on their way are counted until their outcome is known', async () => {
  const team = await createTestTeam(sql)
  expect(await countRefillsOnTheirWay(team.id)).toBe(0)
  await requestRefill(team.admin, { ...refill, key: randomUUID(), amount: 50_00, paymentMethodId: team.lostAnswerCard })
  expect(await countRefillsOnTheirWay(team.id)).toBe(1)
})

test('totals are exact up to a bound, and null beyond it, whatever else is chosen', async () => {
  const team = await createTestTeam(sql)
  const fill = (from: number, to: number) => sql`
    insert into refills (team_id, id, reference, status, amount, fee, balance_before, balance_after, payment_method_id,
      payment_method_type, payment_method_label, actor_type, actor_id, actor_name, source, created_at, posted_at)
    select ${team.id}, gen_random_uuid(), 'X' || n, 'posted', 1000, 35, 0, 1000, ${team.reserve}, 'reserve_account', 'R', 'user',
      case when n % 2 = 0 then 'even' else 'odd' end, 'U', 'web', timestamptz '2020-01-01 12:00Z' + n * interval '1 hour', now()
    from generate_series(${from}::integer, ${to}::integer) n`
  await fill(1, TOTALS_READ)
  expect(await sumRefills(team.id, {})).toEqual({
    count: TOTALS_READ,
    amount: TOTALS_READ * 1000,
    fee: TOTALS_READ * 35,
    totalCharged: TOTALS_READ * 1035,
    charged: TOTALS_READ * 1035,
  })
  expect(await sumRefills(team.id, { actorId: 'odd' })).toMatchObject({ count: TOTALS_READ / 2 })
  await fill(TOTALS_READ + 1, TOTALS_READ + 1)
  expect(await sumRefills(team.id, {})).toBeNull()
  expect(await sumRefills(team.id, { actorId: 'odd' })).toBeNull()
  expect(await sumRefills(team.id, { from: '2020-01-02', to: '2020-01-02', methodId: team.reserve })).toMatchObject({
    count: 24,
    amount: 240_00,
  })
  expect(await sumRefills(team.id, { from: '2020-01-02', to: '2020-01-02', costAccountCode: 'MKT' })).toMatchObject({
    count: 0,
    amount: 0,
  })
  // These rows were made for the sums alone; the ledger knows nothing of them.
  // Each row is looked up in six tables: on a busy machine, all of them take longer than a statement may.
  for (const year of [2020, 2021, 2022, 2023, 2024, 2025])
    await sql`delete from refills where team_id = ${team.id} and extract(year from created_at) = ${year}`
})
