import { expect, test } from 'vitest'
import { dayFault, fitsDateField, isDay } from './day'

test('a day that exists, from 1000 to 2999', () => {
  for (const day of ['1000-01-01', '1999-12-31', '2026-11-22', '2024-02-29', '2000-02-29', '2999-12-31'])
    expect([dayFault(day), isDay(day)], day).toEqual([null, true])
})

test('what is wrong with a day is said as it is', () => {
  for (const day of ['9999-12-31', '3000-01-01', '12026-11-22', '+012026-11-22', '275760-09-13'])
    expect(dayFault(day), day).toBe(`“${day}” is after 2999.`)
  for (const day of [
    '0999-12-31',
    '0000-01-01',
    '0001-01-01',
    '0026-11-22',
    '-0044-03-15',
    '0044-03-15 BC',
    '2026-11-22 BC',
  ]) {
    expect(dayFault(day), day).toBe(`“${day}” is before the year 1000.`)
  }
  for (const day of [
    '2026-02-30',
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-11-00',
    '9999-02-30',
    '0000-00-00',
    '12026-02-30',
    'yesterday',
    '11/22/2026',
    '2026-1-2',
    '20261122',
    '2026-11-22T00:00:00Z',
    '+2026-11-22',
    '02026-11-22',
    ' 2026-11-22',
    '２０２６-11-22',
    'infinity',
    'today',
  ]) {
    expect(dayFault(day), day).toBe(`“${day}” is not a date.`)
    expect(isDay(day)).toBe(false)
  }
  expect(isDay('')).toBe(false)
  expect(dayFault('9'.repeat(1_000_000))).toBe(`“${'9'.repeat(40)}” is not a date.`)
})

test('a date field of a browser holds what is a date, whatever its year', () => {
  for (const day of ['', '2026-11-22', '9999-12-31', '12026-01-01', '1999-12-31'])
    expect(fitsDateField(day), day).toBe(true)
  for (const day of ['2026-02-30', '0000-01-01', 'yesterday', '11/22/2026', '-0044-03-15'])
    expect(fitsDateField(day), day).toBe(false)
})
