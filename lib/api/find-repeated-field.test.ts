import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRepeatedField } from './find-repeated-field'

test.each([
  ['{"amount":1000,"amount":2000}', 'amount'],
  ['{"amount":1000,"amoun\\u0074":2000}', 'amount'],
  ['{ "a" : { "b" : 1 , "c" : [ ] , "b" : 1 } }', 'a.b'],
  ['{"allocations":[{"amount":1},{"amount":1,"cost_account":"x","amount":1}]}', 'allocations.1.amount'],
  ['[[],[{"x":1,"x":1}]]', '1.0.x'],
  ['{"":1,"":2}', ''],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a\\"b":1,"a\\"b":2}', 'a"b'],
  ['{"a":"{\\"b\\":1,\\"b\\":2}","c":"\\\\","a":1}', 'a'],
])('%s', (json, field) => {
  expect(findRepeatedField(json)).toBe(field)
})

test('whatever has each field once has none twice', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(findRepeatedField(JSON.stringify(JSON.parse(json)))).toBeNull()
    }),
  )
})
