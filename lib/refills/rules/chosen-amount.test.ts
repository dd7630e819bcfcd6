import { expect, test } from 'vitest'
import { chosenAmount, PRESET_AMOUNTS } from './chosen-amount'
import { purposeFields, readPurpose } from './refill-purpose'

const account = { available: 8_340, pending: 1_000, limit: 50_000, minimum: 1_000, owed: 0 }
const chosen = (amount: string, other_amount = '') => chosenAmount({ amount, other_amount }, account)

test('an amount is a preset, what the limit has room for, or as typed', () => {
  for (const cents of PRESET_AMOUNTS) expect(chosen(String(cents))).toBe(cents)
  expect(chosen('fill', '12')).toBe(40_660)
  expect(chosen('other', '12.34')).toBe(1_234)
  expect(chosen('other', 'x')).toBeNull()
  expect(chosen('5000', '12')).toBe(5_000)
})

test('a form that says none has none', () => {
  for (const amount of ['', '1', '10.00', '5001', 'Fill']) expect(chosen(amount, '12')).toBeNull()
})

test('a purpose is read from short texts alone, and carried where it holds something', () => {
  const id = '00000000-0000-4000-8000-000000000007'
  const given = (waiting: unknown, request: unknown) => readPurpose((name) => ({ waiting, request })[name])
  expect(given(id, undefined)).toEqual({ waiting: id, request: '' })
  expect(given(`${id}x`, 'a\0b')).toEqual({ waiting: '', request: '' })
  expect(given(7, null)).toEqual({ waiting: '', request: '' })
  expect(purposeFields(given(id, undefined))).toEqual([['waiting', id]])
  expect(purposeFields(given(undefined, 'r'))).toEqual([['request', 'r']])
  expect(purposeFields(given('', ''))).toEqual([])
})
