import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '../../lib/testing/dice'
import { database } from '../client'
import { createTestTeam, type TestTeam } from '../testing/create-test-team'
import { useTestDatabase } from '../testing/test-database'
import { findRefill, sumRefills } from './refills'

const { sql } = useTestDatabase()

type Returned = { refunded?: number; refundedFee?: number; disputed?: number; disputedFee?: number }

/** A refill with its shares as rows alone. `delete` before the test ends: the ledger knows nothing of it. */
async function insertRefill(team: TestTeam, shares: Record<string, number>, fee = 0, returned: Returned = {}) {
  const id = randomUUID()
  const amount = Object.values(shares).reduce((sum, share) => sum + share, 0)
  const { refunded = 0, refundedFee = 0, disputed = 0, disputedFee = 0 } = returned
  await sql`
    insert into refills (team_id, id, reference, status, amount, fee, refunded, refunded_fee, disputed, disputed_fee,
      balance_before, balance_after, payment_method_id, payment_method_type, payment_method_label, actor_type, actor_id,
      actor_name, source, created_at, posted_at)
    values (${team.id}, ${id}, ${id.slice(0, 12)}, 'posted', ${amount}, ${fee}, ${refunded}, ${refundedFee}, ${disputed},
      ${disputedFee}, 0, ${amount}, ${team.card}, 'credit_card', 'Visa', 'user', 'u', 'U', 'web', now(), now())`
  await sql`
    insert into refill_allocations (team_id, refill_id, cost_account_id, amount)
    select ${team.id}, ${id}, c.id, s.value::bigint from jsonb_each_text(${sql.json(shares)}) s
    join cost_accounts c on c.team_id = ${team.id} and c.code = s.key`
  return id
}

async function removeRefills(team: TestTeam) {
  await sql`delete from refill_allocations where team_id = ${team.id}`
  await sql`delete from refills where team_id = ${team.id}`
}

async function netOf(team: TestTeam, id: string) {
  const { costAccounts } = (await findRefill(team.id, id))!
  return Object.fromEntries(costAccounts.map(({ code, net }) => [code, net]))
}

test('what went back is apportioned to the cent by the largest remainders, and then by the codes', async () => {
  const team = await createTestTeam(sql)
  const shares = { MKT: 50_00, OLD: 25_00, SALES: 25_00 }
  for (const [returned, net] of [
    [{}, shares],
    [{ refunded: 30_00 }, { MKT: 35_00, OLD: 17_50, SALES: 17_50 }],
    [{ refunded: 1 }, { MKT: 49_99, OLD: 25_00, SALES: 25_00 }],
    // One and a half cents for MKT, three quarters of a cent for each of the others.
    [
      { refunded: 2, disputed: 1 },
      { MKT: 49_99, OLD: 24_99, SALES: 24_99 },
    ],
    [
      { refunded: 40_00, disputed: 60_00 },
      { MKT: 0, OLD: 0, SALES: 0 },
    ],
    // A dispute of all after a refund took more than was left.
    [
      { refunded: 30_00, disputed: 100_00 },
      { MKT: 0, OLD: 0, SALES: 0 },
    ],
  ] as [Returned, Record<string, number>][]) {
    expect(await netOf(team, await insertRefill(team, shares, 0, returned)), JSON.stringify(returned)).toEqual(net)
  }
  await removeRefills(team)
})

test(`any split and any amount that went back come to the cent (SEED=${seed})`, { timeout: 60_000 }, async () => {
  const team = await createTestTeam(sql)
  const codes = ['MKT', 'OLD', 'SALES', 'A', 'B', 'C', 'D']
  await sql`insert into cost_accounts (team_id, code, name) select ${team.id}, c, c from jsonb_array_elements_text(${sql.json(codes.slice(3))}) c`
  const share = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 1_000_000_00 }))
  const splits = fc
    .array(share, { minLength: 1, maxLength: codes.length })
    .chain((shares) =>
      fc.tuple(fc.constant(shares), fc.integer({ min: 0, max: shares.reduce((sum, each) => sum + each, 0) })),
    )
  await fc.assert(
    fc.asyncProperty(splits, async ([shares, back]) => {
      const id = await insertRefill(team, Object.fromEntries(shares.map((each, n) => [codes[n]!, each])))
      const total = shares.reduce((sum, each) => sum + each, 0)
      const rows = await database().sql<{ amount: number; net: number; bears_fee: boolean }[]>`
        select amount, net, bears_fee from net_shares(p_team => ${team.id}, p_refill => ${id}, p_net => ${total - back})`
      expect(rows.reduce((sum, { net }) => sum + net, 0)).toBe(total - back)
      for (const { amount, net } of rows) {
        expect(net).toBeGreaterThanOrEqual(0)
        expect(net).toBeLessThanOrEqual(amount)
        // Nobody bears a whole cent more or less than their part.
        expect(Math.abs(amount - net - (back * amount) / total)).toBeLessThan(1)
      }
      expect(rows.filter((row) => row.bears_fee)).toHaveLength(1)
    }),
    { seed, numRuns: 200 },
  )
  await removeRefills(team)
})

test('totals are after refunds and disputes, and a cost account counts its shares alone', async () => {
  const team = await createTestTeam(sql)
  await insertRefill(team, { MKT: 60_00, SALES: 40_00 }, 3_50, { refunded: 20_00, refundedFee: 70, disputed: 10_00 })
  await insertRefill(team, { MKT: 30_00, SALES: 30_00 }, 2_10)
  await insertRefill(team, { SALES: 50_00 }, 1_75, { disputed: 50_00, disputedFee: 1_75 })
  const sums = (costAccountCode?: string) => sumRefills(team.id, { costAccountCode })
  expect(await sums()).toEqual({ count: 3, amount: 130_00, fee: 4_90, totalCharged: 134_90, charged: 217_35 })
  // The fee of the even split is with the lower code.
  expect(await sums('MKT')).toEqual({ count: 2, amount: 72_00, fee: 4_90, totalCharged: 76_90, charged: 95_60 })
  expect(await sums('SALES')).toEqual({ count: 3, amount: 58_00, fee: 0, totalCharged: 58_00, charged: 121_75 })
  expect(await sums('OLD')).toEqual({ count: 0, amount: 0, fee: 0, totalCharged: 0, charged: 0 })
  await removeRefills(team)
})
