import type { PostageDay } from '../../db/queries/postage-days'
import { daysBetween } from './days'
import { openingOf } from './forecast'

const WEEK = 7

/** One or more days, ending with `to`. PostageDay explains each amount. */
export type Period = Omit<PostageDay, 'day'> & { from: string; to: string }

/**
 * Every day of a range, both ends included. A day without entries keeps the balance of the day before. `balance` is
 * today's, in cents, for a range without entries.
 */
export function fillDays(moved: PostageDay[], from: string, to: string, balance: number): PostageDay[] {
  const known = new Map(moved.map((day) => [day.day, day]))
  let closing = moved[0] ? openingOf(moved[0]) : balance
  return daysBetween(from, to).map((day) => {
    const found = known.get(day) ?? { day, added: 0, printed: 0, refunded: 0, other: 0, closing }
    closing = found.closing
    return found
  })
}

/** The same days one by one, or where there are more than a quarter's by weeks, the last of which ends with them. */
export function groupDays(days: PostageDay[]): Period[] {
  const size = days.length > 100 ? WEEK : 1
  const periods: Period[] = []
  for (let end = days.length; end > 0; end -= size) {
    const group = days.slice(Math.max(0, end - size), end)
    const sum = (pick: (day: PostageDay) => number) => group.reduce((total, day) => total + pick(day), 0)
    periods.unshift({
      from: group[0]!.day,
      to: group.at(-1)!.day,
      closing: group.at(-1)!.closing,
      added: sum((day) => day.added),
      printed: sum((day) => day.printed),
      refunded: sum((day) => day.refunded),
      other: sum((day) => day.other),
    })
  }
  return periods
}
