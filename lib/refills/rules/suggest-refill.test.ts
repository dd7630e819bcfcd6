import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shortfallOf, suggestRefill } from './suggest-refill'

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

test.each([
  ['the minimum, where less would do', { available: 0, headroom: 50_000, owed: 0 }, 1, 1_000],
  ['whole dollars', { available: 0, headroom: 50_000, owed: 0 }, 1_001, 1_100],
  ['no dollar more', { available: 0, headroom: 50_000, owed: 0 }, 1_100, 1_100],
  ['what is owed, too', { available: 0, headroom: 50_000, owed: 250 }, 1_000, 1_300],
  ['the shortfall alone', { available: 400, headroom: 49_600, owed: 0 }, 2_000, 1_600],
  ['cents, where whole dollars do not fit', { available: 0, headroom: 1_050, owed: 0 }, 1_001, 1_050],
  ['all the room, to the cent', { available: 0, headroom: 1_001, owed: 0 }, 1_001, 1_001],
  ['the minimum, where it is all the room', { available: 0, headroom: 1_000, owed: 0 }, 5, 1_000],
  ['nothing, where the room is a cent too small', { available: 0, headroom: 1_000, owed: 0 }, 1_001, null],
  ['nothing, where the minimum does not fit', { available: 0, headroom: 999, owed: 0 }, 5, null],
  ['nothing, where there is enough', { available: 500, headroom: 49_500, owed: 0 }, 500, null],
])('suggests %s', (_, account, required, suggestion) => {
  expect(suggestRefill({ ...account, minimum: 1_000 }, required)).toBe(suggestion)
})

test('the shortfall is what is missing and what is owed', () => {
  expect(shortfallOf({ available: 300, owed: 0 }, 1_000)).toBe(700)
  expect(shortfallOf({ available: 0, owed: 40 }, 1_000)).toBe(1_040)
  expect(shortfallOf({ available: 1_500, owed: 0 }, 1_000)).toBe(-500)
})
