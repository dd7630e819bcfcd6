import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, formatPlain, formatSignedMoney, isAmount, parseDollars } from './money'

describe('what people type', () => {
  test.each([
    ['10', 1_000], ['10.', 1_000], ['10.5', 1_050], ['10.50', 1_050], ['$10.50', 1_050], [' 1 000.00 ', 100_000],
    ['1,000.00', 100_000], ['1,234,567', 123_456_700], ['0.01', 1], ['0', 0], ['007', 700],
  ])('%j is %i cents', (typed, cents) => expect(parseDollars(typed)).toBe(cents))

  test.each([
    '', ' ', '$', '-10', '−10', '+10', '1e2', '0x64', 'NaN', 'Infinity', '10.001', '10,00', '1,00', '1,0000', ',100', '10.5.0',
    '１０', '٣', '10 dollars', '10$', '$$10', '.50', '9'.repeat(25), '1,000,000,000', "1'000", '10\u00001',
  ])('%j is no amount', (typed) => expect(parseDollars(typed)).toBeNull())

  test('what we print, we read back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 100_000_00 }), (cents) => {
      expect(parseDollars(formatMoney(cents))).toBe(cents)
      expect(parseDollars(formatPlain(cents))).toBe(cents)
    }))
  })
})

test('amounts from programs are whole, positive cents', () => {
  for (const good of [1, 1_000, 50_000]) expect(isAmount(good)).toBe(true)
  for (const bad of [0, -10, 10.5, NaN, Infinity, 1e25, '1000', null, undefined, [1_000], true, {}]) expect(isAmount(bad)).toBe(false)
})

test('money for people', () => {
  expect(formatMoney(123_450)).toBe('$1,234.50')
  expect(formatMoney(-5)).toBe('−$0.05')
  expect(formatSignedMoney(5_000)).toBe('+$50.00')
  expect(formatSignedMoney(-73)).toBe('−$0.73')
  expect(formatPlain(-5)).toBe('-0.05')
})
