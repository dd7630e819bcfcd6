import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestRefill } from './suggest-refill'

test('a suggestion always prints the label, keeps to the minimum and fits under the limit', () => {
  const cents = fc.integer({ min: 0, max: 50_000 })
  fc.assert(fc.property(cents, cents, fc.integer({ min: 1, max: 60_000 }), (available, headroom, required) => {
    const suggestion = suggestRefill({ available, headroom, minimum: 1_000 }, required)
    const possible = required > available && headroom >= 1_000 && required - available <= headroom
    expect(suggestion !== null).toBe(possible)
    if (suggestion !== null) {
      expect(available + suggestion).toBeGreaterThanOrEqual(required)
      expect(suggestion).toBeGreaterThanOrEqual(1_000)
      expect(suggestion).toBeLessThanOrEqual(headroom)
    }
  }))
})
