import { expect, test } from 'vitest'
import { shortageOf } from './shortage'

const short = (account: { available: number; pending?: number; owed?: number }, required: number) =>
  shortageOf({ pending: 0, owed: 0, limit: 50_000, minimum: 1_000, ...account }, required)

test('what is missing, and a refill that covers it', () => {
  expect(short({ available: 8_340 }, 10_000)).toEqual({
    required: 10_000,
    available: 8_340,
    owed: 0,
    missing: 1_660,
    suggested: 1_700,
    instead: null,
  })
  expect(short({ available: 8_340 }, 8_341)).toMatchObject({ missing: 1, suggested: 1_000 })
})

test('what is owed is paid first', () => {
  expect(short({ available: 0, owed: 2_500 }, 1_000)).toMatchObject({ owed: 2_500, missing: 3_500, suggested: 3_500 })
  expect(short({ available: 0, owed: 2_500 }, 49_000)).toMatchObject({
    suggested: null,
    instead: expect.stringMatching(/^\$25\.00 is owed/),
  })
})

test('what stands in the way is told at its bounds, to the cent', () => {
  const instead = (...given: Parameters<typeof short>) => short(...given).instead
  expect(instead({ available: 8_000, pending: 42_000 }, 50_000), 'as much as is pending').toMatch(/\. When it is added/)
  expect(instead({ available: 7_900, pending: 41_600 }, 50_000), 'the limit itself').toMatch(/you can add \$5\.00 more/)
  expect(instead({ available: 49_500 }, 50_000), 'as much as there is room').toMatch(/minimum refill is \$10\.00/)
  expect(instead({ available: 0, owed: 2_500 }, 47_501), 'a cent more than there is room').toMatch(/^\$25\.00 is owed/)
  expect(short({ available: 0, owed: 2_500 }, 47_500), 'as much as there is room').toMatchObject({
    suggested: 50_000,
    instead: null,
  })
})

test('where no refill would do, it is said what would', () => {
  expect(short({ available: 8_340 }, 50_001)).toMatchObject({
    suggested: null,
    instead: expect.stringContaining('a full refill is not enough'),
  })
  expect(short({ available: 8_000, pending: 42_000 }, 45_000).instead).toMatch(/^\$420\.00 is pending\. When/)
  expect(short({ available: 8_000, pending: 41_500 }, 49_800).instead).toMatch(
    /^\$415\.00 is pending, and you can add \$5\.00/,
  )
  expect(short({ available: 49_500 }, 49_900).instead).toMatch(
    /You can add \$5\.00, but the minimum refill is \$10\.00/,
  )
})
