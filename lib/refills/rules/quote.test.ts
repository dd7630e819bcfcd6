import { expect, test } from 'vitest'
import { useTestDatabase } from '../../../db/testing/test-database'
import { feeRateText, quoteRefill, refillFee, type PaymentMethodType } from './quote'

const { sql } = useTestDatabase()
const terms = { hasMailstation: true, cardFeeBasisPoints: 350 }

test.each([
  [1_000, 35],
  [1_014, 35],
  [1_015, 36],
  [1_100, 39],
  [3_500, 123],
  [4_500, 158],
  [50_000, 1_750],
])('the fee on %i cents is %i cents', (amount, fee) => {
  expect(refillFee(amount, 'credit_card', terms)).toBe(fee)
})

test('screens and database quote the same fee for every amount and method', async () => {
  const types: PaymentMethodType[] = ['credit_card', 'reserve_account', 'purchase_power']
  for (const type of types) {
    for (const [hasMailstation, cardFeeBasisPoints] of [
      [true, 350],
      [false, 350],
      [true, 0],
      [true, 299],
      [true, 1_000],
    ] as const) {
      const [row] = await sql<{ fees: number[] }[]>`
        select json_agg(quote_refill_fee(
          p_amount => n, p_type => ${type}, p_has_mailstation => ${hasMailstation},
          p_basis_points => ${cardFeeBasisPoints}) order by n) as fees from generate_series(1, 50000) n`
      const ours = Array.from({ length: 50_000 }, (_, n) =>
        refillFee(n + 1, type, { hasMailstation, cardFeeBasisPoints }),
      )
      expect(row!.fees.map(Number)).toEqual(ours)
    }
  }
})

test('a quote says what would be charged, what would be there, and the first rule in the way', () => {
  const account = { available: 45_000, pending: 1_000, limit: 50_000, minimum: 1_000, owed: 0 }
  const card = { type: 'credit_card', available: null } as const
  expect(quoteRefill(account, card, terms, 2_000)).toEqual({
    amount: 2_000,
    fee: 70,
    totalCharged: 2_070,
    balanceAfter: 47_000,
    headroom: 4_000,
    roomAfter: 2_000,
    refusal: null,
  })
  expect(quoteRefill(account, card, terms, 999).refusal).toBe('below_minimum')
  expect(quoteRefill(account, card, terms, 4_001)).toMatchObject({ refusal: 'above_limit', roomAfter: 0 })
  expect(quoteRefill(account, { type: 'reserve_account', available: 1_500 }, terms, 1_501).refusal).toBe(
    'reserve_insufficient',
  )
  expect(quoteRefill(account, { type: 'purchase_power', available: 0 }, terms, 1_000).refusal).toBe(
    'credit_limit_exceeded',
  )
  expect(feeRateText(terms)).toBe('3.5%')
})

test('a refill pays what is owed first', () => {
  const account = { available: 0, pending: 0, limit: 50_000, minimum: 1_000, owed: 2_500 }
  const card = { type: 'credit_card', available: null } as const
  expect(quoteRefill(account, card, terms, 2_000)).toMatchObject({
    balanceAfter: 0,
    headroom: 50_000,
    roomAfter: 50_000,
  })
  expect(quoteRefill(account, card, terms, 10_000)).toMatchObject({ balanceAfter: 7_500, roomAfter: 42_500 })
})
