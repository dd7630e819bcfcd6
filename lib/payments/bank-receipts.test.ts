import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readAccountState, readStatement } from '../../db/queries/statement'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import type { BankReceipt } from './bank-receipt'
import { recordPurchasePowerPayment } from './record-purchase-power-payment'
import { recordReserveDeposit } from './record-reserve-deposit'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

let today = ''
beforeAll(async () => {
  const [row] = await sql<[{ today: string }]>`select (now() at time zone 'America/New_York')::date::text as today`
  today = row.today
})

const daysFrom = (days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const receipt = (wanted: Partial<BankReceipt> = {}): BankReceipt => ({
  key: randomUUID(),
  amount: 250_00,
  receivedOn: today,
  reference: 'Check 1042',
  ...wanted,
})

const refill = (amount: number, paymentMethodId: string) => refillRequest({ amount, paymentMethodId })

const traces = async (teamId: number) =>
  (
    await sql`
  select (select count(*) from entries where team_id = ${teamId}) as entries, (select count(*) from bank_receipts where team_id = ${teamId}) as receipts,
    (select count(*) from idempotency_keys where team_id = ${teamId}) as keys, (select count(*) from audit_log where team_id = ${teamId}) as audit`
  )[0]

test('a deposit is in the account at once, with its receipt, its key and its audit row', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  expect(await requestRefill(team.admin, refill(20_000, team.reserve))).toMatchObject({ code: 'reserve_insufficient' })
  expect(await recordReserveDeposit(team.admin, receipt())).toEqual({ ok: true, replayed: false })
  expect(await requestRefill(team.admin, refill(20_000, team.reserve))).toMatchObject({ ok: true })
  expect(await readAccountState(team.id, 'reserve')).toMatchObject({
    balance: 50_00,
    isSetUp: true,
    active: true,
    today,
  })
  const { lines } = await readStatement(team.id, 'reserve', 50)
  expect(lines).toMatchObject([
    {
      kind: 'postage_fund',
      amount: -200_00,
      balanceAfter: 50_00,
      receipt: null,
      refill: { reference: expect.stringMatching(/^RF-/) },
    },
    {
      kind: 'reserve_deposit',
      amount: 250_00,
      balanceAfter: 250_00,
      refill: null,
      receipt: { reference: 'Check 1042', receivedOn: today },
      performedBy: 'Test admin',
    },
  ])
  const [audit] = await sql`
    select actor_id, subject, before, after from audit_log where team_id = ${team.id} and action = 'reserve_deposit.recorded'`
  expect(audit).toMatchObject({
    actor_id: team.admin.id,
    subject: expect.stringMatching(/^bank_receipt:/),
    before: null,
    after: { amount: 250_00, received_on: today, reference: 'Check 1042' },
  })
})

test('fifty presses of one form record once; the same key for something else records nothing', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const form = receipt()
  const answers = await Promise.all(Array.from({ length: 50 }, () => recordReserveDeposit(team.admin, form)))
  expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1)
  expect(answers.every((answer) => answer.ok)).toBe(true)
  for (const other of [{ amount: 1 }, { receivedOn: daysFrom(-1) }, { reference: 'Check 1043' }]) {
    expect(await recordReserveDeposit(team.admin, { ...form, ...other })).toEqual({
      ok: false,
      code: 'idempotency_mismatch',
    })
  }
  expect(await readAccountState(team.id, 'reserve')).toMatchObject({ balance: 250_00 })
  // The key of a deposit says nothing about payments.
  await requestRefill(team.admin, refill(25_000, team.purchasePower))
  expect(await recordPurchasePowerPayment(team.admin, form)).toEqual({ ok: true, replayed: false })
})

test('Purchase Power takes back what is drawn and not a cent more, whoever pays at once', async () => {
  const team = await createTestTeam(sql)
  expect(await recordPurchasePowerPayment(team.admin, receipt({ amount: 1 }))).toEqual({
    ok: false,
    code: 'more_than_drawn',
  })
  await requestRefill(team.admin, refill(100_00, team.purchasePower))
  expect(await recordPurchasePowerPayment(team.admin, receipt({ amount: 100_01 }))).toEqual({
    ok: false,
    code: 'more_than_drawn',
  })
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => recordPurchasePowerPayment(team.admin, receipt({ amount: 30_00 }))),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  expect(await readAccountState(team.id, 'purchase_power')).toMatchObject({ balance: 10_00, limit: 2_500_00 })
  expect((await readStatement(team.id, 'purchase_power', 50)).lines[0]).toMatchObject({
    amount: 30_00,
    balanceAfter: -10_00,
  })
})

test('who may not, and what cannot be, leaves no trace', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  await requestRefill(team.admin, refill(100_00, team.purchasePower))
  const before = await traces(team.id)
  for (const record of [recordReserveDeposit, recordPurchasePowerPayment]) {
    for (const actor of [team.staff, gone, { ...other.admin, teamId: team.id }]) {
      expect(await record(actor, receipt({ amount: 1 }))).toEqual({ ok: false, code: 'forbidden' })
    }
    for (const [wrong, code] of [
      [{ amount: 0 }, 'invalid_amount'],
      [{ amount: -1 }, 'invalid_amount'],
      [{ amount: 1_000_000_01 }, 'invalid_amount'],
      [{ reference: '' }, 'invalid_reference'],
      [{ reference: 'x'.repeat(76) }, 'invalid_reference'],
      [{ receivedOn: daysFrom(1) }, 'in_future'],
      [{ receivedOn: daysFrom(-367) }, 'too_old'],
    ] as const) {
      expect(await record(team.admin, receipt(wrong)), JSON.stringify(wrong)).toEqual({ ok: false, code })
    }
  }
  expect(await traces(team.id)).toEqual(before)
  const [{ id }] = await sql<[{ id: number }]>`select create_team(p_slug => 'bare', p_name => 'Bare team') as id`
  const admin = await addMember(sql, id, 'admin')
  expect(await recordReserveDeposit(admin, receipt())).toEqual({ ok: false, code: 'no_method' })
})

test('a cent and a million, today and a year ago, are taken', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  for (const wanted of [
    { amount: 1 },
    { amount: 1_000_000_00 },
    { receivedOn: daysFrom(-364) },
    { reference: 'é'.repeat(75) },
  ]) {
    expect(await recordReserveDeposit(team.admin, receipt(wanted))).toEqual({ ok: true, replayed: false })
  }
})

test('a statement is read page by page, both ways, each entry once', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  for (let i = 1; i <= 7; i++) await recordReserveDeposit(team.admin, receipt({ amount: i, reference: `ACH ${i}` }))
  const first = await readStatement(team.id, 'reserve', 3)
  expect(first).toMatchObject({ hasOlder: true, hasNewer: false, lines: [{ seq: 7 }, { seq: 6 }, { seq: 5 }] })
  const second = await readStatement(team.id, 'reserve', 3, { seq: 5, direction: 'older' })
  expect(second).toMatchObject({ hasOlder: true, hasNewer: true, lines: [{ seq: 4 }, { seq: 3 }, { seq: 2 }] })
  expect(await readStatement(team.id, 'reserve', 3, { seq: 2, direction: 'older' })).toMatchObject({
    hasOlder: false,
    lines: [{ seq: 1 }],
  })
  expect(await readStatement(team.id, 'reserve', 3, { seq: 4, direction: 'newer' })).toMatchObject({
    hasNewer: false,
    hasOlder: true,
    lines: [{ seq: 7 }, { seq: 6 }, { seq: 5 }],
  })
})
