import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PostageDay } from '../../db/queries/postage-days'
import { fillDays, groupDays } from './chart-days'
import { addDays, daysBetween } from './days'
import { openingOf } from './forecast'

const day = (date: string, printed: number, closing: number): PostageDay => ({
  day: date,
  added: 0,
  printed,
  refunded: 0,
  other: 0,
  closing,
})

test('a day on which nothing moved carries the balance on', () => {
  const filled = fillDays(
    [day('2026-11-03', 1_00, 9_00), day('2026-11-05', 2_00, 7_00)],
    '2026-11-01',
    '2026-11-06',
    7_00,
  )
  expect(filled.map(({ closing }) => closing)).toEqual([10_00, 10_00, 9_00, 9_00, 7_00, 7_00])
  expect(filled.map(({ printed }) => printed)).toEqual([0, 0, 1_00, 0, 2_00, 0])
  expect(fillDays([], '2026-11-01', '2026-11-02', 7_00).map(({ closing }) => closing)).toEqual([7_00, 7_00])
})

test('days and weeks come to the same, and the last week ends today', () => {
  const moves = fc.array(
    fc.record({ added: fc.nat(500_00), printed: fc.nat(100_00), refunded: fc.nat(10_00), other: fc.nat(5_00) }),
    { minLength: 1, maxLength: 365 },
  )
  fc.assert(
    fc.property(moves, fc.constantFrom(30, 90, 365), (drawn, length) => {
      const today = '2026-11-22'
      const from = addDays(today, 1 - length)
      let closing = 50_00
      const moved = drawn.slice(0, length).map((move, index) => {
        closing += move.added - move.printed + move.refunded + move.other
        return { day: addDays(from, index), ...move, closing }
      })
      const days = fillDays(moved, from, today, closing)
      expect(days.map((each) => each.day)).toEqual(daysBetween(from, today))
      const periods = groupDays(days)
      expect(periods).toHaveLength(length === 365 ? 53 : length)
      expect(periods[0]!.from).toBe(from)
      expect(periods.at(-1)).toMatchObject({ to: today, closing })
      let before = openingOf(days[0]!)
      for (const period of periods) {
        before += period.added - period.printed + period.refunded + period.other
        expect(period.closing).toBe(before)
      }
    }),
  )
})
