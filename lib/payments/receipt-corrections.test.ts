import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findBankReceipt } from '../../db/queries/bank-receipts'
import { readAccountState, readStatement, type BankAccount } from '../../db/queries/statement'
import { addMember, createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { refillRequest } from '../refills/testing/refill-request'
import { correctBankReceipt } from './correct-bank-receipt'
import { recordPurchasePowerPayment } from './record-purchase-power-payment'
import { recordReserveDeposit } from './record-reserve-deposit'

const { sql } = useTestDatabase()

/** Records money from the bank, today, and answers the id of its receipt. */
async function record(team: TestTeam, amount: number, account: BankAccount = 'reserve'): Promise<string> {
  const [{ today }] = await sql<
    [{ today: string }]
  >`select (now() at time zone 'America/New_York')::date::text as today`
  const verb = account === 'reserve' ? recordReserveDeposit : recordPurchasePowerPayment
  const recorded = await verb(team.admin, { key: randomUUID(), amount, receivedOn: today, reference: 'Check 1042' })
  if (!recorded.ok) throw new Error(recorded.code)
  const [{ id }] = await sql<[{ id: string }]>`
    select id from bank_receipts where team_id = ${team.id} and corrects_id is null order by created_at desc limit 1`
  return id
}

const correction = (receiptId: string, reason = 'A zero too many') => ({ key: randomUUID(), receiptId, reason })

const spend = (team: TestTeam, amount: number, paymentMethodId: string) =>
  requestRefill(team.admin, refillRequest({ amount, paymentMethodId }))

test('a wrong deposit is taken back whole, both lines stay, and the log says why', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const wrong = await record(team, 1_000_00)
  await record(team, 100_00)
  await spend(team, 100_00, team.reserve)
  expect(await correctBankReceipt(team.admin, correction(wrong))).toEqual({ ok: true, replayed: false })
  expect(await readAccountState(team.id, 'reserve')).toMatchObject({ balance: 0 })
  const { lines } = await readStatement(team.id, 'reserve', 50)
  const reference = 'Check 1042'
  expect(lines).toMatchObject([
    {
      kind: 'receipt_correction',
      amount: -1_000_00,
      balanceAfter: 0,
      performedBy: 'Test admin',
      receipt: { reference, isCorrected: false, reason: 'A zero too many' },
    },
    { kind: 'postage_fund', receipt: null },
    { kind: 'reserve_deposit', amount: 100_00, receipt: { reference, isCorrected: false, reason: null } },
    { kind: 'reserve_deposit', amount: 1_000_00, receipt: { id: wrong, isCorrected: true, reason: null } },
  ])
  expect(await findBankReceipt(team.id, wrong)).toMatchObject({
    isCorrected: true,
    isCorrection: false,
    account: 'reserve',
  })
  const [moved] = await sql`
    select t.debit, t.credit, t.amount, t.phase, w.id = b.transfer_id as reverses from bank_receipts c
    join transfers t on t.team_id = c.team_id and t.id = c.transfer_id
    join transfers w on w.team_id = t.team_id and w.id = t.reverses_id
    join bank_receipts b on b.team_id = c.team_id and b.id = c.corrects_id
    where c.team_id = ${team.id} and c.corrects_id = ${wrong}`
  expect(moved).toEqual({ debit: 'bank', credit: 'reserve', amount: 1_000_00, phase: 'posted', reverses: true })
  const [audit] = await sql`
    select actor_id, subject, before, after from audit_log
    where team_id = ${team.id} and action = 'reserve_deposit.corrected'`
  expect(audit).toMatchObject({
    actor_id: team.admin.id,
    subject: `bank_receipt:${wrong}`,
    before: null,
    after: { amount: 1_000_00, reference, reason: 'A zero too many' },
  })
})

test('thirty presses correct once; a receipt is corrected once, and a correction never', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const wrong = await record(team, 50_00)
  const form = correction(wrong)
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => correctBankReceipt(team.admin, form)),
    ...Array.from({ length: 10 }, () => correctBankReceipt(team.admin, correction(wrong))),
  ])
  expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1)
  expect(await readAccountState(team.id, 'reserve')).toMatchObject({ balance: 0 })
  expect(await correctBankReceipt(team.admin, correction(wrong))).toMatchObject({ code: 'already_corrected' })
  const [{ id }] = await sql<[{ id: string }]>`select id from bank_receipts where corrects_id = ${wrong}`
  expect(await correctBankReceipt(team.admin, correction(id))).toMatchObject({ code: 'is_correction' })
  const other = await record(team, 10_00)
  const used = correction(other)
  expect(await correctBankReceipt(team.admin, used)).toMatchObject({ ok: true, replayed: false })
  expect(await correctBankReceipt(team.admin, used)).toEqual({ ok: true, replayed: true })
  expect(await correctBankReceipt(team.admin, { ...used, reason: 'Another' })).toMatchObject({
    code: 'idempotency_mismatch',
  })
})

test('what the Reserve Account has no more cannot be taken back', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const wrong = await record(team, 100_00)
  await spend(team, 30_00, team.reserve)
  expect(await correctBankReceipt(team.admin, correction(wrong))).toEqual({
    ok: false,
    code: 'not_left',
    available: 70_00,
  })
  await record(team, 30_00)
  expect(await correctBankReceipt(team.admin, correction(wrong))).toMatchObject({ ok: true })
  expect(await readAccountState(team.id, 'reserve')).toMatchObject({ balance: 0 })
})

test('a payment on Purchase Power is drawn again, within the credit limit', async () => {
  const team = await createTestTeam(sql, { creditLimit: 200_00 })
  await spend(team, 150_00, team.purchasePower)
  const wrong = await record(team, 100_00, 'purchase_power')
  await spend(team, 120_00, team.purchasePower)
  expect(await correctBankReceipt(team.admin, correction(wrong))).toEqual({
    ok: false,
    code: 'not_left',
    available: 30_00,
  })
  await record(team, 70_00, 'purchase_power')
  expect(await correctBankReceipt(team.admin, correction(wrong))).toMatchObject({ ok: true })
  expect(await readAccountState(team.id, 'purchase_power')).toMatchObject({ balance: 200_00 })
  expect(
    await sql`
    select from audit_log where team_id = ${team.id} and action = 'purchase_power_payment.corrected'`,
  ).toHaveLength(1)
})

test('what was recorded in a test round is not taken from the money after it', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const wrong = await record(team, 100_00)
  expect((await readStatement(team.id, 'reserve', 1)).lines).toMatchObject([{ receipt: { mayBeCorrected: true } }])
  await sql`select adopt_mode(p_team => ${team.id}, p_mode => 'test'), adopt_mode(p_team => ${team.id}, p_mode => 'live')`
  await record(team, 100_00)
  expect(await correctBankReceipt(team.admin, correction(wrong))).toMatchObject({ code: 'of_test_round' })
  const lines = async (mode?: 'test') => (await readStatement(team.id, 'reserve', 50, undefined, { mode })).lines
  expect(await lines()).toMatchObject([{ receipt: { mayBeCorrected: true } }])
  expect(await lines('test')).toMatchObject([{ kind: 'adjustment' }, { receipt: { id: wrong, mayBeCorrected: false } }])
})

test('who may not, and what cannot be, leaves no trace', async () => {
  const team = await createTestTeam(sql, { reserve: 0 })
  const other = await createTestTeam(sql)
  const wrong = await record(team, 100_00)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  const traces = () => sql`
    select (select count(*) from entries where team_id = ${team.id}) as entries, (select count(*) from bank_receipts) as receipts,
      (select count(*) from idempotency_keys) as keys, (select count(*) from audit_log) as audit`
  const before = [...(await traces())]
  for (const actor of [team.staff, gone, { ...other.admin, teamId: team.id }])
    expect(await correctBankReceipt(actor, correction(wrong))).toMatchObject({ code: 'forbidden' })
  expect(await correctBankReceipt(other.admin, correction(wrong))).toMatchObject({ code: 'not_found' })
  expect(await findBankReceipt(other.id, wrong)).toBeNull()
  for (const [id, reason, code] of [
    [randomUUID(), 'x', 'not_found'],
    ['x', 'x', 'not_found'],
    [wrong, '', 'reason'],
    [wrong, 'x'.repeat(151), 'reason'],
  ] as const)
    expect(await correctBankReceipt(team.admin, correction(id, reason))).toMatchObject({ ok: false, code })
  expect([...(await traces())]).toEqual(before)
})
