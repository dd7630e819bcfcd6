import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PostageDay } from '../../db/queries/postage-days'
import { addDays, dayOf, daysBetween, isWorkingDay } from './days'
import { FORECAST_DAYS, forecastRunOut, openingOf } from './forecast'

/** A Sunday. */
const TODAY = '2026-11-22'

const printing = (day: string, printed: number, closing = 100_00): PostageDay => ({
  day,
  added: 0,
  printed,
  refunded: 0,
  other: 0,
  closing,
})

const workdays = daysBetween('2026-10-26', '2026-11-20').filter(isWorkingDay)

test('four weeks of even printing', () => {
  expect(
    forecastRunOut(
      80_00,
      workdays.map((day) => printing(day, 12_40)),
      TODAY,
    ),
  ).toEqual({
    outcome: 'lasts',
    workingDays: 6,
    perWorkingDay: 12_40,
    basis: { workingDays: 20, from: '2026-10-26', to: '2026-11-20' },
  })
})

test('a weekend’s printing counts, its days do not; today and what lies before the four weeks do neither', () => {
  const days = [
    printing('2026-10-24', 900_00),
    printing('2026-10-25', 10_00),
    ...workdays.slice(0, 9).map((day) => printing(day, 10_00)),
    printing(TODAY, 900_00),
  ]
  expect(forecastRunOut(50_00, days, TODAY)).toMatchObject({
    workingDays: 10,
    perWorkingDay: 5_00,
    basis: { workingDays: 20 },
  })
})

test('a team that is new is measured from its first day with a balance', () => {
  const opened = { ...printing('2026-11-11', 10_00, 90_00), other: 100_00 }
  const days = [opened, ...['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17'].map((day) => printing(day, 6_00))]
  expect(openingOf(opened)).toBe(0)
  expect(forecastRunOut(34_00, days, TODAY)).toMatchObject({
    workingDays: 8,
    perWorkingDay: 4_25,
    basis: { workingDays: 8, from: '2026-11-11', to: '2026-11-20' },
  })
})

test('says what cannot be told', () => {
  const four = workdays.slice(0, 4).map((day) => printing(day, 10_00))
  expect(forecastRunOut(0, four, TODAY)).toEqual({ outcome: 'empty' })
  expect(forecastRunOut(50_00, four, TODAY)).toEqual({ outcome: 'too_little', printingDays: 4 })
  expect(forecastRunOut(50_00, [...four, { ...printing('2026-11-20', 0), added: 10_00 }], TODAY)).toEqual({
    outcome: 'too_little',
    printingDays: 4,
  })
  expect(
    forecastRunOut(
      500_00,
      workdays.map((day) => printing(day, 1_00)),
      TODAY,
    ),
  ).toMatchObject({ outcome: 'over_a_year', perWorkingDay: 1_00 })
  expect(
    forecastRunOut(
      99,
      workdays.map((day) => printing(day, 1_00)),
      TODAY,
    ),
  ).toMatchObject({ outcome: 'lasts', workingDays: 0 })
})

test('whatever was printed on whatever days: it lasts so long and no longer', () => {
  const day = fc.record({
    ago: fc.integer({ min: 1, max: FORECAST_DAYS }),
    printed: fc.integer({ min: 1, max: 200_00 }),
  })
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.uniqueArray(day, { minLength: 5, maxLength: FORECAST_DAYS, selector: ({ ago }) => ago }),
      fc.integer({ min: 1, max: 10_000_00 }),
      (date, drawn, available) => {
        const today = date.toISOString().slice(0, 10)
        const days = drawn
          .map(({ ago, printed }) => printing(addDays(today, -ago), printed))
          .sort((a, b) => (a.day < b.day ? -1 : 1))
        const forecast = forecastRunOut(available, days, today)
        if (forecast.outcome !== 'lasts' && forecast.outcome !== 'over_a_year') throw new Error(forecast.outcome)
        const printed = drawn.reduce((sum, each) => sum + each.printed, 0)
        expect(forecast.basis.workingDays).toBe(20)
        expect(forecast.workingDays * printed).toBeLessThanOrEqual(available * 20)
        expect((forecast.workingDays + 1) * printed).toBeGreaterThan(available * 20)
        expect(forecast.outcome === 'over_a_year').toBe(forecast.workingDays > 260)
        // More money never ends sooner, more printing never later.
        const longer = forecastRunOut(available + 1, days, today)
        expect('workingDays' in longer && longer.workingDays).toBeGreaterThanOrEqual(forecast.workingDays)
        const sooner = forecastRunOut(
          available,
          days.map((each) => ({ ...each, printed: each.printed + 1 })),
          today,
        )
        expect('workingDays' in sooner && sooner.workingDays).toBeLessThanOrEqual(forecast.workingDays)
      },
    ),
  )
})

test('days are those of a time zone', () => {
  expect(dayOf(new Date('2026-11-22T04:59:59Z'), 'America/New_York')).toBe('2026-11-21')
  expect(dayOf(new Date('2026-11-22T05:00:00Z'), 'America/New_York')).toBe('2026-11-22')
  expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01'])
  expect(daysBetween('2024-03-02', '2024-03-01')).toEqual([])
})
