import { expect, test } from 'vitest'
import { useTestDatabase } from '../../db/testing/test-database'
import { quoteRefill, refillFee, type PaymentMethodType } from './quote'

const { sql } = useTestDatabase()

test.each([
  [1_000, 35], [1_014, 35], [1_015, 36], [1_100, 39], [3_500, 123], [4_500, 158], [50_000, 1_750],
])('the fee on %i cents is %i cents', (amount, fee) => {
  expect(refillFee(amount, 'credit_card', true)).toBe(fee)
})

test('screens and database quote the same fee for every amount and method', async () => {
  const types: PaymentMethodType[] = ['credit_card', 'reserve_account', 'purchase_power']
  for (const type of types) {
    for (const hasMailstation of [true, false]) {
      const [row] = await sql<{ fees: number[] }[]>`
        select json_agg(quote_refill_fee(n, ${type}, ${hasMailstation}) order by n) as fees from generate_series(1, 50000) n`
      const ours = Array.from({ length: 50_000 }, (_, n) => refillFee(n + 1, type, hasMailstation))
      expect(row!.fees.map(Number)).toEqual(ours)
    }
  }
})

test('a quote says what would be charged, what would be there, and the first rule in the way', () => {
  const account = { available: 45_000, pending: 1_000, limit: 50_000, minimum: 1_000 }
  const card = { type: 'credit_card', available: null } as const
  expect(quoteRefill(account, card, true, 2_000)).toEqual({
    amount: 2_000, fee: 70, totalCharged: 2_070, balanceAfter: 47_000, headroom: 4_000, roomAfter: 2_000, refusal: null,
  })
  expect(quoteRefill(account, card, true, 999).refusal).toBe('below_minimum')
  expect(quoteRefill(account, card, true, 4_001)).toMatchObject({ refusal: 'above_limit', roomAfter: 0 })
  expect(quoteRefill(account, { type: 'reserve_account', available: 1_500 }, true, 1_501).refusal).toBe('reserve_insufficient')
  expect(quoteRefill(account, { type: 'purchase_power', available: 0 }, true, 1_000).refusal).toBe('credit_limit_exceeded')
})
