import type { PostageDay } from '../../db/queries/postage-days'
import { addDays, daysBetween, isWorkingDay } from './days'

/** Days before today that a forecast looks at: four weeks. Today is not over and does not count. */
export const FORECAST_DAYS = 28
/** With fewer days of printing than this, nothing can be told. */
export const LEAST_PRINTING_DAYS = 5
/** Working days of a year. */
const YEAR = 260

/** The working days that a forecast rests on, with the first and the last of them. */
export type Basis = { workingDays: number; from: string; to: string }

export type Forecast =
  /** Nothing is left. */
  | { outcome: 'empty' }
  /** On so few days was anything printed that nothing can be told. */
  | { outcome: 'too_little'; printingDays: number }
  /** The number of whole working days that the balance lasts, or more than a year; and the cents per working day. */
  | { outcome: 'lasts' | 'over_a_year'; workingDays: number; perWorkingDay: number; basis: Basis }

/**
 * The number of working days that the balance (cents) lasts if printing continues as in the four weeks before today.
 * Weekend printing counts, but weekends are not working days: it raises the daily rate. For a team whose first balance
 * is more recent, the period starts on that day.
 */
export function forecastRunOut(available: number, days: PostageDay[], today: string): Forecast {
  if (available <= 0) return { outcome: 'empty' }
  const first = addDays(today, -FORECAST_DAYS)
  const seen = days.filter(({ day }) => day >= first && day < today)
  const printingDays = seen.filter(({ printed }) => printed > 0).length
  if (printingDays < LEAST_PRINTING_DAYS) return { outcome: 'too_little', printingDays }
  const measured = daysBetween(openingOf(seen[0]!) > 0 ? first : seen[0]!.day, addDays(today, -1)).filter(isWorkingDay)
  const basis = { workingDays: measured.length, from: measured[0]!, to: measured.at(-1)! }
  const printed = seen.reduce((sum, day) => sum + day.printed, 0)
  const workingDays = Math.floor((available * basis.workingDays) / printed)
  const perWorkingDay = Math.round(printed / basis.workingDays)
  return { outcome: workingDays > YEAR ? 'over_a_year' : 'lasts', workingDays, perWorkingDay, basis }
}

/** The balance in cents before a day's first entry. */
export function openingOf({ closing, added, printed, refunded, other }: PostageDay): number {
  return closing - added + printed - refunded - other
}
