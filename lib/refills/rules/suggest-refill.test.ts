import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestRefill } from './suggest-refill'

test('a suggestion always prints the label, keeps to the minimum and fits under the limit', () => {
  const cents = fc.integer({ min: 0, max: 50_000 })
  fc.assert(
    fc.property(
      cents,
      fc.constantFrom(0, 0, 1, 2_345),
      cents,
      fc.integer({ min: 1, max: 60_000 }),
      (held, owed, headroom, required) => {
        const available = owed > 0 ? 0 : held
        const suggestion = suggestRefill({ available, headroom, minimum: 1_000, owed }, required)
        const possible = required > available && headroom >= 1_000 && required - available + owed <= headroom
        expect(suggestion !== null).toBe(possible)
        if (suggestion !== null) {
          expect(available + suggestion - owed).toBeGreaterThanOrEqual(required)
          expect(suggestion).toBeGreaterThanOrEqual(1_000)
          expect(suggestion).toBeLessThanOrEqual(headroom)
        }
      },
    ),
  )
})
