import { expect, test } from 'vitest'
import builtIn from '../built-in-prices.json'
import { formatWeight, MOST_STAMPS, priceOf, type Price } from './price-of'

const prices = builtIn.prices as Price[]
const letter = (tenths: number | null) => priceOf(prices, { service: 'First-Class Mail letter', tenths, count: 1 })

test('a letter costs what the lightest step costs that it does not exceed', () => {
  expect(letter(1)).toEqual({ ok: true, amount: 74, service: 'First-Class Mail letter, up to 1 oz' })
  expect(letter(10)).toMatchObject({ amount: 74 })
  expect(letter(11)).toMatchObject({ amount: 103 })
  expect(letter(35)).toMatchObject({ amount: 161, service: 'First-Class Mail letter, up to 3.5 oz' })
  expect(letter(36)).toEqual({ ok: false, code: 'too_heavy', heaviestTenths: 35 })
  expect(letter(null)).toEqual({ ok: false, code: 'weight_missing' })
  expect(priceOf([...prices].reverse(), { service: 'First-Class Mail letter', tenths: 11, count: 1 })).toMatchObject({
    amount: 103,
  })
})

test('stamps are counted', () => {
  const stamps = (count: number) => priceOf(prices, { service: 'Forever stamp', tenths: null, count })
  expect(stamps(20)).toEqual({ ok: true, amount: 1_560, service: 'Forever stamp × 20' })
  for (const count of [0, -1, 1.5, MOST_STAMPS + 1, Number.NaN])
    expect(stamps(count)).toEqual({ ok: false, code: 'count_out_of_range' })
})

test('an unknown service has no price', () => {
  expect(priceOf(prices, { service: 'Pigeon', tenths: 10, count: 1 })).toEqual({ ok: false, code: 'unknown_service' })
})

test('weights as people say them', () => {
  expect([35, 10, 160, 200, 1600].map(formatWeight)).toEqual(['3.5 oz', '1 oz', '1 lb', '1 lb 4 oz', '10 lb'])
})
