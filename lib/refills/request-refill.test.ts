import { randomUUID } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import { findRefill } from '../../db/queries/refills'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { testProcessor } from '../payments/test-processor'
import { requestRefill, type RefillRequest } from './request-refill'
import { resolveDueRefills } from './resolve-due-refills'
import { refillRequest as newRequest } from './testing/refill-request'

const { sql } = useTestDatabase()

const refillRequest = (changes: Partial<RefillRequest>) =>
  newRequest({ source: 'api', amount: 1_000, paymentMethodId: null, ...changes })

describe('a refill by card', () => {
  test('charges postage and fee together and credits the postage alone', async () => {
    const team = await createTestTeam(sql, { balance: 8_340 })
    const result = await requestRefill(team.admin, refillRequest({ amount: 10_000, paymentMethodId: team.card }))
    expect(result).toMatchObject({
      ok: true,
      refill: {
        status: 'posted',
        amount: 10_000,
        fee: 350,
        totalCharged: 10_350,
        balanceBefore: 8_340,
        balanceAfter: 18_340,
      },
    })
    expect(await readBalance(team.id)).toMatchObject({ available: 18_340, pending: 0 })
    const charges =
      await sql`select amount, status from test_processor_charges where idempotency_key = ${result.ok ? result.refill.id : ''}`
    expect([...charges]).toEqual([{ amount: 10_350, status: 'succeeded' }])
  })

  test('has no fee in a team without a Mailstation', async () => {
    const team = await createTestTeam(sql, { mailstation: false })
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 10_000, paymentMethodId: team.card })),
    ).toMatchObject({
      ok: true,
      refill: { fee: 0, totalCharged: 10_000 },
    })
  })

  test('that is declined gives the room back and keeps the reason', async () => {
    const team = await createTestTeam(sql)
    const result = await requestRefill(team.admin, refillRequest({ paymentMethodId: team.declinedCard }))
    expect(result).toMatchObject({
      ok: true,
      refill: { status: 'failed', failureCode: 'card_declined', balanceAfter: null },
    })
    expect(await readBalance(team.id)).toMatchObject({ available: 0, pending: 0 })
  })

  test('whose answer is lost stays processing with its room reserved until the processor has been asked', async () => {
    const team = await createTestTeam(sql, { balance: 45_000 })
    const result = await requestRefill(
      team.admin,
      refillRequest({ amount: 5_000, paymentMethodId: team.lostAnswerCard }),
    )
    expect(result).toMatchObject({ ok: true, refill: { status: 'processing', balanceAfter: null } })
    expect(await readBalance(team.id)).toMatchObject({ available: 45_000, pending: 5_000 })
    expect(await requestRefill(team.admin, refillRequest({ paymentMethodId: team.reserve }))).toMatchObject({
      ok: false,
      code: 'above_limit',
    })

    await sql`update refills set ask_at = now() where team_id = ${team.id} and status = 'processing'`
    expect(await resolveDueRefills()).toBe(1)
    expect(await readBalance(team.id)).toMatchObject({ available: 50_000, pending: 0 })
    expect(await resolveDueRefills()).toBe(0)
  })

  test('that nobody charged because the process died is charged by the job, once', async () => {
    const team = await createTestTeam(sql)
    const [booked] = await sql`
      select * from request_refill(
        p_team => ${team.id}, p_key => 'died', p_request_hash => ${Buffer.from('x')}, p_amount => 1000,
        p_method => ${team.card}, p_allocations => null, p_memo => null, p_actor_type => 'user',
        p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)`
    expect(booked?.outcome).toBe('created')
    await sql`update refills set ask_at = now() where id = ${booked!.refill_id}`
    expect(await Promise.all([resolveDueRefills(), resolveDueRefills()])).toEqual(expect.arrayContaining([1, 0]))
    expect(await readBalance(team.id)).toMatchObject({ available: 1_000 })
    expect(
      (await sql`select count(*) as n from test_processor_charges where idempotency_key = ${booked!.refill_id}`)[0],
    ).toEqual({ n: 1 })
  })

  test('is resolved with all others that are due, not with the first batch alone', async () => {
    const team = await createTestTeam(sql)
    await sql`
      select request_refill(
        p_team => ${team.id}, p_key => n::text, p_request_hash => ${Buffer.from('x')}, p_amount => 1000,
        p_method => ${team.card}, p_allocations => null, p_memo => null, p_actor_type => 'user',
        p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)
      from generate_series(1, 45) n`
    await sql`update refills set ask_at = now() where team_id = ${team.id}`
    expect(await resolveDueRefills()).toBe(45)
    expect(await readBalance(team.id)).toMatchObject({ available: 45_000, pending: 0 })
  })

  test('that settles after it had been given up is recorded through held funds', async () => {
    const team = await createTestTeam(sql, { balance: 44_000 })
    const lost = await requestRefill(team.admin, refillRequest({ amount: 5_000, paymentMethodId: team.lostAnswerCard }))
    const id = lost.ok ? lost.refill.id : ''
    await sql`select fail_refill(p_team => ${team.id}, p_refill => ${id}, p_code => 'expired', p_message => 'Given up')`
    await requestRefill(team.admin, refillRequest({ amount: 4_000, paymentMethodId: team.reserve }))
    expect(
      (
        await sql`select settle_refill(
      p_team => ${team.id}, p_refill => ${id}, p_processor_ref => 'late') as outcome`
      )[0],
    ).toEqual({
      outcome: 'posted_late',
    })
    expect(
      (
        await sql`select settle_refill(
      p_team => ${team.id}, p_refill => ${id},
      p_processor_ref => 'late') as outcome`
      )[0],
    ).toEqual({ outcome: 'unchanged' })
    expect(await readBalance(team.id)).toMatchObject({ available: 50_000, held: 3_000 })
    const [printed] = await sql`
      select * from spend_postage(
        p_team => ${team.id}, p_key => 'p', p_request_hash => ${Buffer.from('x')}, p_carrier => 'usps', p_service => null,
        p_amount => 1000, p_cost_account => null, p_reference => null, p_actor_type => 'user',
        p_actor_id => ${team.staff.id})`
    expect(printed?.outcome).toBe('created')
    expect(await readBalance(team.id)).toMatchObject({ available: 50_000, held: 2_000 })
  })
})

describe('a refill by Reserve Account or Purchase Power', () => {
  test('posts at once, without a fee', async () => {
    const team = await createTestTeam(sql, { reserve: 20_000 })
    for (const paymentMethodId of [team.reserve, team.purchasePower]) {
      expect(await requestRefill(team.admin, refillRequest({ amount: 5_000, paymentMethodId }))).toMatchObject({
        ok: true,
        refill: { status: 'posted', fee: 0 },
      })
    }
    expect(await readBalance(team.id)).toMatchObject({ available: 10_000 })
  })

  test('never takes more than is there, and says how much is left', async () => {
    const team = await createTestTeam(sql, { reserve: 1_500, creditLimit: 1_200 })
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 1_501, paymentMethodId: team.reserve })),
    ).toMatchObject({
      ok: false,
      code: 'reserve_insufficient',
      available: 1_500,
    })
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 1_201, paymentMethodId: team.purchasePower })),
    ).toMatchObject({
      ok: false,
      code: 'credit_limit_exceeded',
      available: 1_200,
    })
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 1_200, paymentMethodId: team.purchasePower })),
    ).toMatchObject({
      ok: true,
    })
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 1_500, paymentMethodId: team.reserve })),
    ).toMatchObject({
      ok: true,
    })
  })
})

describe('the rules', () => {
  test('admins only: staff, strangers, former members and members of other teams are refused by the database', async () => {
    const team = await createTestTeam(sql)
    const other = await createTestTeam(sql)
    const former = await addMember(sql, team.id, 'admin')
    await sql`update memberships set active = false where user_id = ${former.id}`
    for (const principal of [
      team.staff,
      { ...other.admin, teamId: team.id },
      former,
      { ...team.admin, id: randomUUID() },
    ]) {
      expect(await requestRefill(principal, refillRequest({ paymentMethodId: team.reserve }))).toMatchObject({
        ok: false,
        code: 'forbidden',
      })
    }
    await expect(
      sql`select request_refill(
        p_team => ${team.id}, p_key => 'k', p_request_hash => ${Buffer.from('x')}, p_amount => 1000, p_method => null,
        p_allocations => null, p_memo => null, p_actor_type => 'system', p_actor_id => 'x', p_source => 'auto',
        p_expected_total => null)`,
    ).rejects.toThrow(/not by system/)
  })

  test('$10.00 at least, and never above $500.00', async () => {
    const team = await createTestTeam(sql, { balance: 45_000 })
    const by = { paymentMethodId: team.reserve }
    expect(await requestRefill(team.admin, refillRequest({ ...by, amount: 999 }))).toMatchObject({
      ok: false,
      code: 'below_minimum',
    })
    expect(await requestRefill(team.admin, refillRequest({ ...by, amount: 5_001 }))).toMatchObject({
      ok: false,
      code: 'above_limit',
      headroom: 5_000,
    })
    expect(await requestRefill(team.admin, refillRequest({ ...by, amount: 'fill' }))).toMatchObject({
      ok: true,
      refill: { amount: 5_000, balanceAfter: 50_000 },
    })
    expect(await requestRefill(team.admin, refillRequest({ ...by, amount: 'fill' }))).toMatchObject({
      ok: false,
      code: 'above_limit',
      headroom: 0,
    })
  })

  test('limits belong to the account', async () => {
    const team = await createTestTeam(sql, { balance: 45_000, limit: 100_000 })
    await sql`select set_limits(p_team => ${team.id}, p_minimum_refill => 500)`
    expect(
      await requestRefill(team.admin, refillRequest({ amount: 55_000, paymentMethodId: team.reserve })),
    ).toMatchObject({
      ok: true,
    })
    await expect(sql`select set_limits(
      p_team => ${team.id}, p_max_balance => 99999)`).rejects.toMatchObject({ code: '23514' })
  })

  test('unknown, foreign, inactive and missing payment methods', async () => {
    const team = await createTestTeam(sql)
    const other = await createTestTeam(sql)
    expect(await requestRefill(team.admin, refillRequest({ paymentMethodId: other.reserve }))).toMatchObject({
      ok: false,
      code: 'unknown_payment_method',
    })
    await sql`update payment_methods set active = false where team_id = ${team.id} and id = ${team.reserve}`
    expect(await requestRefill(team.admin, refillRequest({ paymentMethodId: team.reserve }))).toMatchObject({
      ok: false,
      code: 'inactive_payment_method',
    })
    await sql`update payment_methods set is_default = false where team_id = ${team.id}`
    expect(await requestRefill(team.admin, refillRequest({}))).toMatchObject({ ok: false, code: 'no_payment_method' })
  })

  test('cost accounts: known, active, required where the team says so, and summing to the amount', async () => {
    const team = await createTestTeam(sql)
    const by = { paymentMethodId: team.reserve, amount: 2_000 }
    const whole = (costAccount: string) => [{ costAccount, amount: null }]
    expect(await requestRefill(team.admin, refillRequest({ ...by, allocations: whole('NOPE') }))).toMatchObject({
      code: 'unknown_cost_account',
    })
    expect(await requestRefill(team.admin, refillRequest({ ...by, allocations: whole('OLD') }))).toMatchObject({
      code: 'inactive_cost_account',
    })
    for (const amounts of [
      [1_000, 999],
      [2_001, -1],
      [2_000, 0],
    ]) {
      const allocations = [
        { costAccount: 'MKT', amount: amounts[0]! },
        { costAccount: 'SALES', amount: amounts[1]! },
      ]
      expect(await requestRefill(team.admin, refillRequest({ ...by, allocations }))).toMatchObject({
        code: 'allocations_mismatch',
      })
    }
    expect(
      await requestRefill(
        team.admin,
        refillRequest({
          ...by,
          allocations: [
            { costAccount: 'MKT', amount: 1_000 },
            { costAccount: 'MKT', amount: 1_000 },
          ],
        }),
      ),
    ).toMatchObject({ code: 'allocations_mismatch' })
    await sql`update teams set require_cost_account_on_refill = true where id = ${team.id}`
    expect(await requestRefill(team.admin, refillRequest(by))).toMatchObject({ code: 'cost_account_required' })
    expect(await requestRefill(team.admin, refillRequest({ ...by, allocations: whole('MKT') }))).toMatchObject({
      ok: true,
      refill: { costAccounts: [{ code: 'MKT', name: 'Marketing', amount: 2_000 }] },
    })
  })

  test('the total that the person has seen is the total that is charged', async () => {
    const team = await createTestTeam(sql)
    expect(
      await requestRefill(
        team.admin,
        refillRequest({ amount: 10_000, paymentMethodId: team.card, expectedTotal: 10_000 }),
      ),
    ).toMatchObject({
      ok: false,
      code: 'total_changed',
    })
    expect(await readBalance(team.id)).toMatchObject({ available: 0, pending: 0 })
  })
})

describe('one key', () => {
  test('has one effect, however often and however it ended', async () => {
    const team = await createTestTeam(sql)
    for (const paymentMethodId of [team.reserve, team.card, team.declinedCard, team.lostAnswerCard]) {
      const request = refillRequest({ paymentMethodId })
      const first = await requestRefill(team.admin, request)
      const again = await requestRefill(team.admin, request)
      expect(first).toMatchObject({ ok: true, replayed: false })
      expect(again).toMatchObject({ ok: true, replayed: true, refill: first.ok ? first.refill : null })
      expect(await requestRefill(team.admin, { ...request, amount: 1_100 })).toMatchObject({
        ok: false,
        code: 'idempotency_mismatch',
        refillId: first.ok ? first.refill.id : null,
      })
    }
  })

  test('repeated while its card is being charged waits, and gets the outcome', async () => {
    const team = await createTestTeam(sql)
    const request = refillRequest({ paymentMethodId: team.card })
    const { charge } = testProcessor
    let goOn = () => {}
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const charges = vi.spyOn(testProcessor, 'charge').mockImplementation(async (changes) => {
      await held
      return charge.call(testProcessor, changes)
    })
    try {
      const first = requestRefill(team.admin, request)
      await vi.waitFor(() => expect(charges).toHaveBeenCalledOnce(), { timeout: 20_000 })
      const repeat = requestRefill(team.admin, request)
      const early = new Promise((resolve) => setTimeout(resolve, 200, 'still waits'))
      expect(await Promise.race([repeat, early])).toBe('still waits')
      goOn()
      expect(await first).toMatchObject({ ok: true, replayed: false, refill: { status: 'posted' } })
      expect(await repeat).toMatchObject({
        ok: true,
        replayed: true,
        refill: { status: 'posted', balanceAfter: 1_000 },
      })
      expect(charges).toHaveBeenCalledOnce()
    } finally {
      goOn()
      charges.mockRestore()
    }
  })

  test('is not used up by a refusal, and belongs to its team', async () => {
    const team = await createTestTeam(sql)
    const other = await createTestTeam(sql)
    const request = refillRequest({ amount: 999 })
    expect(await requestRefill(team.admin, request)).toMatchObject({ ok: false })
    expect(await requestRefill(team.admin, { ...request, amount: 1_000 })).toMatchObject({ ok: true, replayed: false })
    expect(await requestRefill(other.admin, { ...request, amount: 1_000 })).toMatchObject({ ok: true, replayed: false })
  })

  test('filling to the limit twice with one key fills once', async () => {
    const team = await createTestTeam(sql, { balance: 10_000 })
    const request = refillRequest({ amount: 'fill', paymentMethodId: team.card })
    await requestRefill(team.admin, request)
    expect(await requestRefill(team.admin, request)).toMatchObject({
      ok: true,
      replayed: true,
      refill: { amount: 40_000 },
    })
  })
})

describe('at once', () => {
  test('60 refills of $10.00 at $450.00 post exactly 5', async () => {
    const team = await createTestTeam(sql, { balance: 45_000 })
    const methods = [team.card, team.reserve, team.purchasePower]
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        requestRefill(team.admin, refillRequest({ paymentMethodId: methods[n % 3]! })),
      ),
    )
    expect(results.filter((result) => result.ok && result.refill.status === 'posted')).toHaveLength(5)
    expect(results.filter((result) => !result.ok && result.code === 'above_limit')).toHaveLength(55)
    expect(await readBalance(team.id)).toMatchObject({ available: 50_000, pending: 0 })
  })

  test('one key sent 50 times posts one and charges one', async () => {
    const team = await createTestTeam(sql)
    const request = refillRequest({ paymentMethodId: team.card })
    const results = await Promise.all(Array.from({ length: 50 }, () => requestRefill(team.admin, request)))
    expect(results.filter((result) => result.ok && !result.replayed)).toHaveLength(1)
    expect(results.filter((result) => result.ok)).toHaveLength(50)
    expect(await readBalance(team.id)).toMatchObject({ available: 1_000 })
  })
})

test('what was booked comes back as it can be read afterwards', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const allocations = [
    { costAccount: 'SALES', amount: 400 },
    { costAccount: 'MKT', amount: 600 },
  ]
  for (const changes of [{ allocations, memo: 'Fall mailing' }, { paymentMethodId: team.purchasePower }]) {
    const result = await requestRefill(team.admin, refillRequest({ paymentMethodId: team.reserve, ...changes }))
    expect(result).toEqual({
      ok: true,
      replayed: false,
      refill: await findRefill(team.id, result.ok ? result.refill.id : ''),
    })
  }
})
