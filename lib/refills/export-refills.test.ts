import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { exportRefills } from './export-refills'
import { requestCardRefund } from './request-card-refund'
import { requestRefill } from './request-refill'
import { sumRefills, type RefillFilter } from '../../db/queries/refills'

const { sql } = useTestDatabase()

const ZONE = 'America/New_York'

async function exported(teamId: number, filter: RefillFilter = {}) {
  let text = ''
  for await (const line of exportRefills(teamId, ZONE, filter)) text += line
  return { text, rows: parse(text, { bom: true, columns: true }) as Record<string, string>[] }
}

const base = { source: 'web' as const, expectedTotal: null, allocations: null, memo: null }

test('every column of a refill, the fee as its own', async () => {
  const team = await createTestTeam(sql, { balance: 20_00 })
  await requestRefill(team.admin, {
    ...base,
    key: randomUUID(),
    amount: 100_00,
    paymentMethodId: team.card,
    memo: 'For the fair',
    allocations: [
      { costAccount: 'SALES', amount: 40_00 },
      { costAccount: 'MKT', amount: 60_00 },
    ],
  })
  const { rows } = await exported(team.id)
  const [{ at }] = await sql<
    [{ at: Date }]
  >`select created_at as at from refills where team_id = ${team.id} and status = 'posted' and fee > 0`
  expect(rows[0]).toEqual({
    Reference: expect.stringMatching(/^RF-/),
    [`Date (${ZONE})`]: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    'Date (UTC)': at.toISOString(),
    Status: 'Posted',
    'Performed by': 'Test admin',
    Source: 'Web',
    'Payment method': 'Visa •••• 4242',
    Amount: '100.00',
    Fee: '3.50',
    'Total charged': '103.50',
    'Refunded to card': '0.00',
    Disputed: '0.00',
    'Net amount': '100.00',
    'Net fee': '3.50',
    'Net total': '103.50',
    'Balance before': '20.00',
    'Balance after': '120.00',
    'Cost accounts': 'MKT:60.00; SALES:40.00',
    'Cost accounts, net': 'MKT:60.00; SALES:40.00',
    'Fee cost account': 'MKT',
    Note: 'For the fair',
    Failure: '',
  })
})

test('the file of a filter sums to the totals of the screen, after refunds, also for one cost account', async () => {
  const team = await createTestTeam(sql)
  const buy = async (shares: Record<string, number>, paymentMethodId: string) => {
    const bought = await requestRefill(team.admin, {
      ...base,
      key: randomUUID(),
      amount: Object.values(shares).reduce((sum, share) => sum + share, 0),
      paymentMethodId,
      memo: null,
      allocations: Object.entries(shares).map(([costAccount, amount]) => ({ costAccount, amount })),
    })
    if (!bought.ok) throw new Error(bought.code)
    return bought.refill
  }
  const { id } = await buy({ MKT: 33_33, SALES: 66_67 }, team.card)
  await buy({ MKT: 10_01, SALES: 9_99 }, team.reserve)
  await buy({ SALES: 20_00 }, team.card)
  await buy({ MKT: 20_00 }, team.declinedCard)
  const refunded = await requestCardRefund(team.admin, {
    key: randomUUID(),
    refillId: id,
    amount: 10_01,
    reason: 'Too much',
  })
  expect(refunded).toMatchObject({ ok: true })
  for (const costAccountCode of [undefined, 'MKT', 'SALES', 'OLD']) {
    const { rows } = await exported(team.id, { costAccountCode })
    const sum = (column: string) => rows.reduce((cents, row) => cents + Math.round(Number(row[column]) * 100), 0)
    const names = costAccountCode
      ? (['Net share', 'Net fee of share', 'Net total of share'] as const)
      : (['Net amount', 'Net fee', 'Net total'] as const)
    expect(await sumRefills(team.id, { costAccountCode }), costAccountCode).toMatchObject({
      count: rows.filter(({ Status }) => Status === 'Posted').length,
      amount: sum(names[0]),
      fee: sum(names[1]),
      totalCharged: sum(names[2]),
    })
  }
  expect(await sumRefills(team.id, {})).toMatchObject({ amount: 129_99, fee: 4_20, charged: 144_20 })
  expect((await exported(team.id, { costAccountCode: 'MKT' })).rows.at(-1)).toMatchObject({
    'Refunded to card': '10.01',
    'Cost accounts, net': 'SALES:60.00; MKT:29.99',
    'Net share': '29.99',
    'Net fee of share': '0.00',
  })
})

test('a note that tries something is a text in one line', async () => {
  const team = await createTestTeam(sql, { limit: 5_000_00 })
  const memos = [
    '=HYPERLINK("https://x.example","Refund")',
    '+1',
    '-1',
    '@SUM(A1)',
    '\u202e00.001$',
    'a\r\nb,"c"',
    '\u2066=1+1',
    "'quoted",
    'a;b',
  ]
  for (const memo of memos) {
    await requestRefill(team.admin, { ...base, key: randomUUID(), amount: 10_00, paymentMethodId: team.reserve, memo })
  }
  const { text, rows } = await exported(team.id)
  expect(rows.map(({ Note }) => Note).toReversed()).toEqual([
    '\'=HYPERLINK("https://x.example","Refund")',
    "'+1",
    "'-1",
    "'@SUM(A1)",
    '00.001$',
    'a b,"c"',
    "'=1+1",
    "'quoted",
    'a;b',
  ])
  expect(text.split('\r\n')).toHaveLength(memos.length + 2)
  expect(text).not.toMatch(/[\u202e\u2066]/)
})

test('a refill that failed counts for nothing, and the filter holds', async () => {
  const team = await createTestTeam(sql)
  await requestRefill(team.admin, { ...base, key: randomUUID(), amount: 10_00, paymentMethodId: team.declinedCard })
  await requestRefill(team.admin, {
    ...base,
    key: randomUUID(),
    amount: 20_00,
    paymentMethodId: team.reserve,
    allocations: [{ costAccount: 'MKT', amount: null }],
  })
  const failed = await exported(team.id, { status: 'failed' })
  expect(failed.rows).toMatchObject([
    {
      Status: 'Failed',
      Amount: '10.00',
      Fee: '',
      'Total charged': '',
      'Balance after': '',
      Failure: expect.stringMatching(/declined/),
    },
  ])
  expect((await exported(team.id, { costAccountCode: 'MKT' })).rows).toMatchObject([
    { Amount: '20.00', 'Cost accounts': 'MKT:20.00' },
  ])
  const other = await createTestTeam(sql)
  expect((await exported(other.id)).rows).toEqual([])
})

test('pages follow each other without a gap or a repeat', async () => {
  const team = await createTestTeam(sql)
  await sql`
    insert into refills (team_id, id, reference, status, amount, fee, balance_before, payment_method_id, payment_method_type,
      payment_method_label, actor_type, actor_id, actor_name, source, failure_code, failure_message, created_at)
    select ${team.id}, gen_random_uuid(), 'T-' || n, 'failed', 1000, 0, 0, ${team.declinedCard}, 'credit_card', 'Visa', 'user', '1', 'Test', 'web',
      'card_declined', 'No', now() - (n / 3) * interval '1 minute' from generate_series(1, 1203) n`
  const { rows } = await exported(team.id)
  expect(rows).toHaveLength(1_203)
  expect(new Set(rows.map(({ Reference }) => Reference)).size).toBe(1_203)
})
