import { expect, test } from 'vitest'
import { processorMs } from '../testing/processor-time'
import { findRepeatedField } from './find-repeated-field'

test('64 KB of depth, of names and of one long name take no time', () => {
  const values = [
    '['.repeat(32_768) + ']'.repeat(32_768),
    '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
    `{${Array.from({ length: 6_000 }, (_, n) => `"${n}":1`).join(',')}}`,
    `{"${'\\u0041'.repeat(10_000)}":1}`,
  ]
  const long = 'x'.repeat(30_000)
  const took = processorMs(() => {
    for (const json of values) {
      JSON.parse(json)
      expect(findRepeatedField(json)).toBeNull()
    }
    expect(findRepeatedField(`{"${long}":1,"${long}":2}`)).toHaveLength(200)
  })
  expect(took).toBeLessThan(500)
})
