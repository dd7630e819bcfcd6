import { expect, test } from 'vitest'
import { cleanCode, cleanMessage } from './clean-message'

test('a processor’s words are cut to what the database keeps', () => {
  expect(cleanMessage('x'.repeat(500))).toHaveLength(500)
  expect(cleanMessage('x'.repeat(501)).length).toBeLessThanOrEqual(500)
  expect(cleanCode('x'.repeat(75))).toHaveLength(75)
  expect(cleanCode('x'.repeat(76)).length).toBeLessThanOrEqual(75)
  expect(cleanMessage('declined\0\n by the bank')).toBe('declined by the bank')
})
