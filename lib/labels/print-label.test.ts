import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel, type LabelRequest } from './print-label'

const { sql } = useTestDatabase()

const ask = (wanted: Partial<LabelRequest> = {}): LabelRequest => ({
  key: randomUUID(),
  carrier: 'usps',
  service: null,
  amount: 100,
  costAccount: null,
  reference: null,
  ...wanted,
})

test('USPS is taken from the balance, by staff too', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  expect(await printLabel(team.staff, ask({ amount: 73, costAccount: 'MKT', reference: 'Order 7' }))).toMatchObject({
    ok: true,
    replayed: false,
    label: { amount: 73, chargedTo: 'postage_balance', balanceAfter: 927, costAccount: 'MKT', reference: 'Order 7' },
  })
  expect(await readBalance(team.id)).toMatchObject({ available: 927 })
})

test('UPS and FedEx never touch the balance', async () => {
  const team = await createTestTeam(sql, { balance: 50 })
  for (const carrier of ['ups', 'fedex'] as const) {
    expect(await printLabel(team.staff, ask({ carrier, amount: 900 }))).toMatchObject({
      ok: true,
      label: { chargedTo: 'carrier_account', balanceAfter: null },
    })
  }
  expect(await readBalance(team.id)).toMatchObject({ available: 50 })
})

test('with too little nothing changes, and it says what is there', async () => {
  const team = await createTestTeam(sql, { balance: 50 })
  expect(await printLabel(team.admin, ask())).toMatchObject({
    ok: false,
    code: 'insufficient_funds',
    available: 50,
    headroom: 49_950,
  })
  expect((await sql`select count(*) as n from labels where team_id = ${team.id}`)[0]).toEqual({ n: 0 })
})

test('strangers, unknown and inactive cost accounts, a required cost account', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  const other = await createTestTeam(sql)
  expect(await printLabel({ ...other.admin, teamId: team.id }, ask())).toMatchObject({ code: 'forbidden' })
  expect(await printLabel(team.staff, ask({ costAccount: 'NOPE' }))).toMatchObject({ code: 'unknown_cost_account' })
  expect(await printLabel(team.staff, ask({ costAccount: 'OLD' }))).toMatchObject({ code: 'inactive_cost_account' })
  await sql`update teams set require_cost_account_on_label = true where id = ${team.id}`
  expect(await printLabel(team.staff, ask())).toMatchObject({ code: 'cost_account_required' })
})

test('50 labels of $1.00 at once on $20.00 print 20', async () => {
  const team = await createTestTeam(sql, { balance: 2_000 })
  const results = await Promise.all(Array.from({ length: 50 }, () => printLabel(team.staff, ask())))
  expect(results.filter((result) => result.ok)).toHaveLength(20)
  expect(results.filter((result) => !result.ok && result.code === 'insufficient_funds')).toHaveLength(30)
  expect(await readBalance(team.id)).toMatchObject({ available: 0 })
})

test('one key sent 50 times at once prints one label', async () => {
  const team = await createTestTeam(sql, { balance: 2_000 })
  const request = ask()
  const results = await Promise.all(Array.from({ length: 50 }, () => printLabel(team.staff, request)))
  expect(results.filter((result) => result.ok && !result.replayed)).toHaveLength(1)
  expect(new Set(results.map((result) => (result.ok ? result.label.id : null))).size).toBe(1)
  expect(await printLabel(team.staff, { ...request, amount: 99 })).toMatchObject({ code: 'idempotency_mismatch' })
  expect(await readBalance(team.id)).toMatchObject({ available: 1_900 })
})
