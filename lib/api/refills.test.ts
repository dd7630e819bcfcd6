import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { resolveDueRefills } from '../refills/resolve-due-refills'
import { createKey, problem, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql } = useTestDatabase()
beforeAll(() => useEnv())

async function newTeam(options: Parameters<typeof createTestTeam>[1] = {}): Promise<{ team: TestTeam; key: string }> {
  const team = await createTestTeam(sql, options)
  return { team, key: await createKey(sql, team.id) }
}

describe('POST /refills', () => {
  test('answers 201 with the refill, and where it is', async () => {
    const { team, key } = await newTeam({ balance: 8_340 })
    const memo = 'Für <Mai> 📮'
    const body = { amount: 10_000, payment_method_id: team.card, cost_account: 'MKT', memo }
    const made = await send('POST', '/refills', { key, body })
    expect(made).toMatchObject({
      status: 201,
      body: {
        status: 'posted',
        amount: 10_000,
        fee: 350,
        total_charged: 10_350,
        balance_before: 8_340,
        balance_after: 18_340,
        payment_method: { id: team.card, type: 'credit_card', label: 'Visa •••• 4242' },
        cost_account: 'MKT',
        allocations: [{ cost_account: 'MKT', amount: 10_000 }],
        performed_by: 'Test key',
        source: 'api',
        memo,
      },
    })
    expect(made.body).not.toHaveProperty('failure')
    expect(made.headers.get('location')).toBe(`/api/v1/refills/${made.body.id}`)
    expect(made.headers.has('idempotency-replayed')).toBe(false)
    expect((await send('GET', `/refills/${made.body.id}`, { key })).body).toEqual(made.body)
    expect((await send('GET', '/refills', { key })).body).toEqual({ data: [made.body], next_cursor: null })
  })

  test('splits over cost accounts, and uses the default method', async () => {
    const { team, key } = await newTeam()
    const allocations = [
      { cost_account: 'SALES', amount: 1_200 },
      { cost_account: 'MKT', amount: 800 },
    ]
    const made = await send('POST', '/refills', { key, body: { amount: 2_000, allocations } })
    expect(made).toMatchObject({
      status: 201,
      body: { cost_account: null, allocations, payment_method: { id: team.card } },
    })
  })

  test('answers 402 for a declined card, 202 for an unknown outcome, and replays each as it is by then', async () => {
    const { team, key } = await newTeam()
    const declined = { key, idempotencyKey: 'd', body: { amount: 1_000, payment_method_id: team.declinedCard } }
    const first = await send('POST', '/refills', declined)
    expect(first).toMatchObject({
      status: 402,
      body: {
        code: 'payment_declined',
        decline_code: 'card_declined',
        refill: { status: 'failed', failure: { code: 'card_declined' } },
      },
    })
    const again = await send('POST', '/refills', declined)
    expect(again).toMatchObject({ status: 402, body: { refill: first.body.refill } })
    expect(again.headers.get('idempotency-replayed')).toBe('true')

    const lost = { key, idempotencyKey: 'l', body: { amount: 1_000, payment_method_id: team.lostAnswerCard } }
    const processing = await send('POST', '/refills', lost)
    expect(processing).toMatchObject({
      status: 202,
      body: { status: 'processing', balance_after: null, posted_at: null },
    })
    expect(processing.headers.get('location')).toBe(`/api/v1/refills/${processing.body.id}`)
    const still = await send('POST', '/refills', lost)
    expect(still).toMatchObject({ status: 202, body: processing.body })
    expect(still.headers.get('idempotency-replayed')).toBe('true')
    await sql`update refills set ask_at = now() where id = ${processing.body.id}`
    await resolveDueRefills()
    const settled = await send('POST', '/refills', lost)
    expect(settled).toMatchObject({
      status: 201,
      body: { id: processing.body.id, status: 'posted', balance_after: 1_000 },
    })
    expect(settled.headers.get('idempotency-replayed')).toBe('true')
  })

  test('refuses one key for two requests, and forgets the key of a refusal', async () => {
    const { team, key } = await newTeam()
    const by = { payment_method_id: team.reserve }
    expect(await send('POST', '/refills', { key, idempotencyKey: 'k', body: { ...by, amount: 999 } })).toMatchObject({
      status: 422,
    })
    expect(await send('POST', '/refills', { key, idempotencyKey: 'k', body: { ...by, amount: 1_000 } })).toMatchObject({
      status: 201,
    })
    for (const body of [
      { ...by, amount: 1_001 },
      { amount: 1_000 },
      { ...by, amount: 1_000, memo: '' },
      { amount: 1_000, payment_method_id: 'x' },
    ]) {
      expect(await send('POST', '/refills', { key, idempotencyKey: 'k', body })).toMatchObject(
        problem(409, 'idempotency_mismatch'),
      )
    }
    const label = { carrier: 'usps', amount: 100 }
    expect(await send('POST', '/labels', { key, idempotencyKey: 'k', body: label })).toMatchObject({ status: 201 })
    const other = await newTeam()
    const otherTeams = { key: other.key, idempotencyKey: 'k', body: { amount: 1_500 } }
    expect(await send('POST', '/refills', otherTeams)).toMatchObject({ status: 201 })
  })

  test('every refusal of the rules has its code', async () => {
    const { team, key } = await newTeam({ balance: 45_000, reserve: 1_500, creditLimit: 1_400 })
    const other = await newTeam()
    const refusals: [string, object, object?][] = [
      ['below_minimum', { amount: 999 }],
      ['above_limit', { amount: 5_001 }, { headroom: 5_000 }],
      ['unknown_payment_method', { amount: 1_000, payment_method_id: randomUUID() }],
      ['unknown_payment_method', { amount: 1_000, payment_method_id: 'nonsense' }],
      ['unknown_payment_method', { amount: 1_000, payment_method_id: '' }],
      ['unknown_payment_method', { amount: 1_000, payment_method_id: other.team.card }],
      ['reserve_insufficient', { amount: 1_600, payment_method_id: team.reserve }, { available: 1_500 }],
      ['credit_limit_exceeded', { amount: 1_500, payment_method_id: team.purchasePower }, { available: 1_400 }],
      ['unknown_cost_account', { amount: 1_000, cost_account: 'NOPE' }],
      ['inactive_cost_account', { amount: 1_000, cost_account: 'OLD' }],
      ['allocations_mismatch', { amount: 1_000, allocations: [] }],
      ['allocations_mismatch', { amount: 1_000, allocations: [{ cost_account: 'MKT', amount: 999 }] }],
    ]
    for (const [code, body, members = {}] of refusals) {
      expect(await send('POST', '/refills', { key, body }), JSON.stringify(body)).toMatchObject({
        status: 422,
        body: { code, ...members },
      })
    }
    await sql`update teams set require_cost_account_on_refill = true where id = ${team.id}`
    expect(await send('POST', '/refills', { key, body: { amount: 1_000 } })).toMatchObject(
      problem(422, 'cost_account_required'),
    )
    await sql`update payment_methods set active = false where id = ${team.card}`
    expect(await send('POST', '/refills', { key, body: { amount: 1_000 } })).toMatchObject(
      problem(422, 'inactive_payment_method'),
    )
    await sql`update payment_methods set is_default = false where team_id = ${team.id}`
    expect(await send('POST', '/refills', { key, body: { amount: 1_000 } })).toMatchObject(
      problem(422, 'no_payment_method'),
    )
    expect(await readBalance(team.id)).toMatchObject({ available: 45_000, pending: 0 })
  })
})

describe('POST /refills/quote', () => {
  const quote = (key: string, body: object) => send('POST', '/refills/quote', { key, idempotencyKey: null, body })

  test('says what a refill costs, by which method, and why it may not be', async () => {
    const { team, key } = await newTeam({ balance: 40_000, reserve: 1_500 })
    const other = await newTeam()
    const room = { headroom: 10_000 }
    expect((await quote(key, { amount: 10_000 })).body).toEqual({
      amount: 10_000,
      fee: 350,
      total_charged: 10_350,
      balance_after: 50_000,
      headroom: 10_000,
      allowed: true,
    })
    expect((await quote(key, { amount: 1_000, payment_method_id: team.reserve })).body).toEqual({
      amount: 1_000,
      fee: 0,
      total_charged: 1_000,
      balance_after: 41_000,
      ...room,
      allowed: true,
    })
    const refusals: [string, object, number][] = [
      ['above_limit', { amount: 10_001 }, 350],
      ['below_minimum', { amount: 1 }, 0],
      ['reserve_insufficient', { amount: 1_501, payment_method_id: team.reserve }, 0],
      ['unknown_payment_method', { amount: 2_000, payment_method_id: other.team.card }, 0],
      ['unknown_payment_method', { amount: 99_999, payment_method_id: 'nonsense' }, 0],
    ]
    for (const [code, body, fee] of refusals) {
      const { amount } = body as { amount: number }
      expect((await quote(key, body)).body).toEqual({
        amount,
        fee,
        total_charged: amount + fee,
        balance_after: 40_000 + amount,
        ...room,
        allowed: false,
        code,
      })
    }
    await sql`update payment_methods set active = false where id = ${team.card}`
    expect((await quote(key, { amount: 2_000 })).body).toMatchObject({
      allowed: false,
      code: 'inactive_payment_method',
      fee: 70,
    })
    await sql`update payment_methods set is_default = false where team_id = ${team.id}`
    expect((await quote(key, { amount: 2_000 })).body).toMatchObject({
      allowed: false,
      code: 'no_payment_method',
      fee: 0,
    })
    expect(await quote(key, { amount: '10' })).toMatchObject(problem(422, 'invalid_amount'))
  })
})

describe('at once', () => {
  test('60 refills of $10.00 at $450.00 post exactly 5', async () => {
    const { team, key } = await newTeam({ balance: 45_000 })
    const body = { amount: 1_000 }
    const replies = await Promise.all(Array.from({ length: 60 }, () => send('POST', '/refills', { key, body })))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(5)
    expect(replies.filter(({ status, body }) => status === 422 && body.code === 'above_limit')).toHaveLength(55)
    expect(await readBalance(team.id)).toMatchObject({ available: 50_000, pending: 0 })
  })

  test('one key sent 50 times posts one', async () => {
    const { team, key } = await newTeam()
    const once = { key, idempotencyKey: 'once', body: { amount: 1_000 } }
    const replies = await Promise.all(Array.from({ length: 50 }, () => send('POST', '/refills', once)))
    expect(replies.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1)
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    expect(replies.every(({ status, body }) => status === 201 && body.status === 'posted')).toBe(true)
    expect(await readBalance(team.id)).toMatchObject({ available: 1_000, pending: 0 })
    const { id } = replies[0]!.body
    const [charges] = await sql`select count(*) as n from test_processor_charges where idempotency_key = ${id}`
    expect(charges).toEqual({ n: 1 })
  })
})
