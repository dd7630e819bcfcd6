import { expect, test } from 'vitest'
import { chargesFee, feeRateText, quoteRefill, refillFee } from './quote'

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

test('only a card pays the fee, and only in a team with a Mailstation and a rate', () => {
  expect(refillFee(10_000, 'reserve_account', terms)).toBe(0)
  expect(refillFee(10_000, 'purchase_power', terms)).toBe(0)
  expect(refillFee(10_000, 'credit_card', { ...terms, hasMailstation: false })).toBe(0)
  expect(refillFee(10_000, 'credit_card', { ...terms, cardFeeBasisPoints: 0 })).toBe(0)
  expect(refillFee(10_000, 'credit_card', { ...terms, cardFeeBasisPoints: 299 })).toBe(299)
  expect(chargesFee(terms)).toBe(true)
  expect(chargesFee({ ...terms, cardFeeBasisPoints: 1 })).toBe(true)
  expect(chargesFee({ ...terms, cardFeeBasisPoints: 0 })).toBe(false)
  expect(chargesFee({ ...terms, hasMailstation: false })).toBe(false)
})

test('what is exactly at a bound is allowed', () => {
  const account = { available: 45_000, pending: 1_000, limit: 50_000, minimum: 1_000, owed: 0 }
  const card = { type: 'credit_card', available: null } as const
  expect(quoteRefill(account, card, terms, 1_000).refusal).toBeNull()
  expect(quoteRefill(account, card, terms, 4_000)).toMatchObject({ refusal: null, roomAfter: 0 })
  expect(quoteRefill(account, { type: 'reserve_account', available: 1_500 }, terms, 1_500)).toMatchObject({
    refusal: null,
    totalCharged: 1_500,
  })
  expect(quoteRefill(account, { type: 'purchase_power', available: 1_499 }, terms, 1_500).refusal).toBe(
    'credit_limit_exceeded',
  )
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
