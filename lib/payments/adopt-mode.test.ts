import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { findRefill, listRefills } from '../../db/queries/refills'
import { readBalance } from '../../db/queries/balance'
import { printLabel } from '../labels/print-label'
import { labelRequest } from '../labels/testing/label-request'
import { requestLabelRefund } from '../labels/request-label-refund'
import { requestCardRefund } from '../refills/request-card-refund'
import { requestRefill } from '../refills/request-refill'
import { refillRequest } from '../refills/testing/refill-request'
import { useEnv } from '../testing/use-env'
import { addTestCard } from './add-test-card'
import { adoptModes } from './adopt-mode'

const { sql } = useTestDatabase()

const LIVE = { STRIPE_SECRET_KEY: 'sk_live_0000000000000000', STRIPE_WEBHOOK_SECRET: 'whsec_live00000000000000' }

beforeEach(() => useEnv())

const modeOf = async ({ id }: Pick<TestTeam, 'id'>) => {
  const [team] = await sql<[{ mode: string | null; liveSince: Date | null }]>`
    select mode, live_since as "liveSince" from teams where id = ${id}`
  return team
}

const balances = async ({ id }: TestTeam) =>
  Object.fromEntries(
    (
      await sql<{ kind: string; balance: number }[]>`
      select kind, balance(a) as balance from ledger_accounts a
      where team_id = ${id} and kind in ('postage', 'held', 'receivable', 'reserve', 'purchase_power')`
    ).map(({ kind, balance }) => [kind, balance]),
  )

const isWell = async ({ id }: TestTeam) =>
  expect([...(await sql`select * from verify_ledger(p_team => ${id})`)]).toEqual([])

const ZERO = { postage: 0, held: 0, receivable: 0, reserve: 0, purchase_power: 0 }

/** A test round with everything in it. */
async function playTestRound() {
  const team = await createTestTeam(sql, { balance: 83_40, reserve: 200_00 })
  await adoptModes()
  await requestRefill(team.admin, refillRequest({ amount: 50_00, paymentMethodId: team.card }))
  await requestRefill(team.admin, refillRequest({ amount: 20_00, paymentMethodId: team.reserve }))
  await requestRefill(team.admin, refillRequest({ amount: 30_00, paymentMethodId: team.purchasePower }))
  const [posted] = await listRefills(team.id, 10)
  const waiting = await requestRefill(
    team.admin,
    refillRequest({ amount: 60_00, paymentMethodId: team.lostAnswerCard }),
  )
  const printed = await printLabel(team.admin, labelRequest({ amount: 5_00 }))
  const asked = await printLabel(team.admin, labelRequest({ amount: 6_00 }))
  if (!waiting.ok || !printed.ok || !asked.ok) throw new Error('the test round was refused')
  await requestLabelRefund(team.admin, { key: randomUUID(), labelId: asked.label.id, reason: null })
  await sql`update teams set processor_customer = 'cus_test' where id = ${team.id}`
  return { team, posted: posted!, waiting: waiting.refill, printed: printed.label, asked: asked.label }
}

test('a team takes the mode of the first server, and keeps its money', async () => {
  const team = await createTestTeam(sql, { balance: 83_40 })
  useEnv(LIVE)
  await adoptModes()
  expect(await modeOf(team)).toEqual({ mode: 'live', liveSince: null })
  expect(await balances(team)).toMatchObject({ postage: 83_40 })
})

test('a team without a mode takes it with its first refill', async () => {
  const team = await createTestTeam(sql)
  const made = await requestRefill(team.admin, refillRequest({ amount: 20_00, paymentMethodId: team.reserve }))
  expect(made.ok).toBe(true)
  expect(await modeOf(team)).toEqual({ mode: 'test', liveSince: null })
})

test('a test round ends with every balance at zero, and nothing of it waits or moves money again', async () => {
  const { team, posted, waiting, printed, asked } = await playTestRound()
  const entries = async () => [
    ...(await sql`select account, seq, hash from entries where team_id = ${team.id} order by account, seq`),
  ]
  const before = await entries()
  useEnv(LIVE)
  await Promise.all([adoptModes(), adoptModes(), adoptModes()])

  expect(await balances(team)).toEqual(ZERO)
  expect(await readBalance(team.id)).toMatchObject({ available: 0, pending: 0, held: 0 })
  const { mode, liveSince } = await modeOf(team)
  expect(mode).toBe('live')
  expect(await findRefill(team.id, waiting.id)).toMatchObject({
    status: 'failed',
    failureCode: 'went_live',
    failureMessage: expect.stringContaining('went live'),
  })
  const [label] = await sql<[{ status: string }]>`select status from labels where id = ${asked.id}`
  expect(label.status).toBe('refund_denied')
  expect(
    await sql`select from payment_methods
      where team_id = ${team.id} and type = 'credit_card' and (removed_at is null or active or is_default)`,
  ).toHaveLength(0)
  const [{ customer }] = await sql<[{ customer: string | null }]>`
    select processor_customer as customer from teams where id = ${team.id}`
  expect(customer).toBeNull()
  const audited = await sql<{ before: Record<string, number>; at: Date }[]>`
    select before, at from audit_log where team_id = ${team.id} and action = 'team.went_live'`
  expect([...audited]).toEqual([
    {
      at: expect.any(Date),
      before: {
        mode: 'test',
        balance: 83_40 + 50_00 + 20_00 + 30_00 - 11_00,
        reserve: 180_00,
        purchase_power: 30_00,
        refills: 1,
        refunds: 0,
        label_refunds: 1,
        requests: 0,
        cards: 3,
      },
    },
  ])
  expect((await entries()).length).toBe(before.length + 6)
  expect(await entries()).toEqual(expect.arrayContaining(before))
  const [{ late }] = await sql<[{ late: number }]>`
    select count(*) as late from entries where team_id = ${team.id} and created_at >= ${liveSince}`
  expect(late).toBe(0)
  await isWell(team)

  // Money of the test round comes late.
  await sql`select settle_refill(p_team => ${team.id}, p_refill => ${waiting.id}, p_processor_ref => 'late')`
  await sql`select refund_label(p_team => ${team.id}, p_label => ${asked.id}, p_approved => true)`
  expect(await requestLabelRefund(team.admin, { key: randomUUID(), labelId: printed.id, reason: null })).toMatchObject({
    ok: false,
    code: 'not_refundable',
  })
  expect(
    await requestCardRefund(team.admin, { key: randomUUID(), refillId: posted.id, amount: 1_00, reason: 'unused' }),
  ).toMatchObject({ ok: false, code: 'not_refundable' })
  expect(await balances(team)).toEqual(ZERO)
  await adoptModes()
  expect(await modeOf(team)).toEqual({ mode, liveSince })
  await isWell(team)
})

test('what is owed and what is held end with the test round, and so does a refund on its way', async () => {
  const team = await createTestTeam(sql, { balance: 100_00 })
  await adoptModes()
  const made = await requestRefill(team.admin, refillRequest({ amount: 50_00, paymentMethodId: team.card }))
  if (!made.ok) throw new Error(made.code)
  await sql`select post_transfer(
    p_team => ${team.id}, p_kind => 'held_fund', p_debit => 'held', p_credit => 'adjustments', p_amount => 7_00,
    p_now => clock_timestamp(), p_effective => clock_timestamp())`
  await sql`select request_card_refund(
    p_team => ${team.id}, p_actor => ${team.admin.id}, p_key => ${randomUUID()}, p_request_hash => '\\x00',
    p_refill => ${made.refill.id}, p_amount => 10_00, p_reason => 'unused')`
  const other = await createTestTeam(sql)
  await adoptModes()
  await sql`select post_transfer(
    p_team => ${other.id}, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'receivable', p_amount => 9_00,
    p_now => clock_timestamp(), p_effective => clock_timestamp())`
  useEnv(LIVE)
  await adoptModes()
  for (const each of [team, other]) {
    expect(await balances(each)).toEqual(ZERO)
    await isWell(each)
  }
  const [refund] = await sql<[{ status: string }]>`select status from card_refunds where team_id = ${team.id}`
  expect(refund.status).toBe('failed')
})

test('a server with a test key adds no card to a live team, and charges and refunds none; all else goes on', async () => {
  const team = await createTestTeam(sql, { balance: 20_00 })
  useEnv(LIVE)
  await adoptModes()
  useEnv()
  await adoptModes()
  expect(await modeOf(team)).toMatchObject({ mode: 'live' })
  expect(await requestRefill(team.admin, refillRequest({ amount: 20_00, paymentMethodId: team.card }))).toMatchObject({
    ok: false,
    code: 'other_mode',
  })
  expect(await addTestCard(team.admin, { number: '4242424242424242', expiresMonth: 12, expiresYear: 2040 })).toBe(
    'other_mode',
  )
  expect(
    await requestCardRefund(team.admin, { key: randomUUID(), refillId: randomUUID(), amount: 1_00, reason: 'unused' }),
  ).toMatchObject({ code: 'other_mode' })
  expect(
    await requestRefill(team.admin, refillRequest({ amount: 20_00, paymentMethodId: team.reserve })),
  ).toMatchObject({ ok: true })
  expect(await printLabel(team.admin, labelRequest({ amount: 5_00 }))).toMatchObject({ ok: true })
  await isWell(team)
})

test('a refill at a server with a live key takes a team live first, whose test cards are gone then', async () => {
  const team = await createTestTeam(sql, { balance: 20_00 })
  await adoptModes()
  useEnv(LIVE)
  expect(await requestRefill(team.admin, refillRequest({ amount: 20_00, paymentMethodId: team.card }))).toMatchObject({
    ok: false,
    code: 'inactive_payment_method',
  })
  expect(await modeOf(team)).toMatchObject({ mode: 'live', liveSince: expect.any(Date) })
  expect(await balances(team)).toEqual(ZERO)
})
