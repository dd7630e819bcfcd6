import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, formatPlain, formatSignedMoney, isAmount, parseDollars } from './money'

describe('what people type', () => {
  test.each([
    ['10', 1_000],
    ['10.', 1_000],
    ['10.5', 1_050],
    ['10.50', 1_050],
    ['$10.50', 1_050],
    [' 1 000.00 ', 100_000],
    ['1,000.00', 100_000],
    ['1,234,567', 123_456_700],
    ['0.01', 1],
    ['0', 0],
    ['007', 700],
    ['$ 25', 2_500],
    [' 25 ', 2_500],
    ['1\u00a0000', 100_000],
    ['1\u202f000\u202f000.50', 100_000_050],
    ['1\u2009000', 100_000],
    ['\u00a0$\u00a01 000 000.50\u00a0', 100_000_050],
  ])('%j is %i cents', (typed, cents) => expect(parseDollars(typed)).toBe(cents))

  test.each([
    '',
    ' ',
    '$',
    '-10',
    '−10',
    '+10',
    '1e2',
    '0x64',
    'NaN',
    'Infinity',
    '10.001',
    '10,00',
    '1,00',
    '1,0000',
    ',100',
    '10.5.0',
    '5 0',
    '2 50',
    '12 34.56',
    '1,0 00',
    '1 00',
    '1 0000',
    '1  000',
    '1 000,000',
    '1,000 000',
    '1 000\u00a0000',
    '10 .50',
    '10. 50',
    '1 000.5 0',
    '0 500',
    '0,500',
    '1 2 3',
    '$ $5',
    '5 $',
    '1\t000',
    '1\n000',
    '1\u200b000',
    '1\u3000000',
    ' '.repeat(50) + '5',
    '１０',
    '٣',
    '10 dollars',
    '10$',
    '$$10',
    '.50',
    '9'.repeat(25),
    '1,000,000,000',
    "1'000",
    '10\u00001',
  ])('%j is no amount', (typed) => expect(parseDollars(typed)).toBeNull())

  test('a space that is neither at an edge nor a thousands separator in its place is never passed over', () => {
    const space = fc.constantFrom(' ', '\u00a0', '\u202f', '\u2009', '\t', ',')
    const cents = fc.integer({ min: 0, max: 9_999_999_99 })
    fc.assert(
      fc.property(cents, space, fc.nat(), (amount, separator, at) => {
        const plain = formatPlain(amount)
        const place = 1 + (at % (plain.length - 1))
        const typed = plain.slice(0, place) + separator + plain.slice(place)
        const isThousands =
          amount < 1_000_000_00 && amount >= 1_000_00 && place === plain.length - 6 && separator !== '\t'
        expect(parseDollars(typed)).toBe(isThousands ? amount : null)
      }),
    )
    const grouping = fc.constantFrom(' ', '\u00a0', '\u202f', '\u2009', ',')
    fc.assert(
      fc.property(
        cents,
        grouping,
        fc.constantFrom('', ' ', '\u00a0'),
        fc.constantFrom('', '$', '$ '),
        (amount, separator, edge, sign) => {
          const grouped = formatMoney(amount).slice(1).replaceAll(',', separator)
          expect(parseDollars(`${edge}${sign}${grouped}${edge}`)).toBe(amount)
        },
      ),
    )
  })

  test('what we print, we read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_00 }), (cents) => {
        expect(parseDollars(formatMoney(cents))).toBe(cents)
        expect(parseDollars(formatPlain(cents))).toBe(cents)
      }),
    )
  })
})

test('amounts from programs are whole, positive cents', () => {
  for (const good of [1, 1_000, 50_000]) expect(isAmount(good)).toBe(true)
  for (const bad of [0, -10, 10.5, NaN, Infinity, 1e25, '1000', null, undefined, [1_000], true, {}])
    expect(isAmount(bad)).toBe(false)
})

test('money for people', () => {
  expect(formatMoney(123_450)).toBe('$1,234.50')
  expect(formatMoney(-5)).toBe('−$0.05')
  expect(formatSignedMoney(5_000)).toBe('+$50.00')
  expect(formatSignedMoney(-73)).toBe('−$0.73')
  expect(formatPlain(-5)).toBe('-0.05')
})
