import { zoneOffset } from '../time-zones/zone-offset'
import type { Random } from './random'

const DAY = 24 * 60 * 60 * 1000
const MINUTE = 60 * 1000
const OPENS = 8 * 60 + 20
const CLOSES = 17 * 60 + 10

type Window = { start: number; end: number; weight: number }

/**
 * This many moments between `from` and `to`, in order and all different, within the working hours of a time zone. Fewer
 * days are busier, and Mondays are the busiest. If the range has no working hours, any hour counts.
 */
export function workingMoments(options: {
  from: Date
  to: Date
  timeZone: string
  count: number
  random: Random
}): Date[] {
  const { count, random } = options
  const windows = workingWindows(options)
  const total = windows.reduce((sum, each) => sum + each.weight, 0)
  const moments: number[] = []
  let weight = 0
  let last = -Infinity
  for (const window of windows) {
    weight += window.weight
    // Rounding the running share, not each day's, gives exactly `count` in the end.
    const wanted = Math.round((count * weight) / total) - moments.length
    const offsets = Array.from({ length: wanted }, () => random.next()).sort((a, b) => a - b)
    for (const offset of offsets) {
      last = Math.max(last + 1, Math.floor(window.start + offset * (window.end - window.start)))
      moments.push(last)
    }
  }
  return moments.map((moment) => new Date(moment))
}

function workingWindows({
  from,
  to,
  timeZone,
  random,
}: {
  from: Date
  to: Date
  timeZone: string
  random: Random
}): Window[] {
  const windows: Window[] = []
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()) - DAY
  for (let day = first; day <= to.getTime() + DAY; day += DAY) {
    const weekday = new Date(day).getUTCDay()
    if (weekday === 0 || weekday === 6) continue
    // The clock changes at night: noon's offset holds for the whole working day.
    const offset = zoneOffset(timeZone, day + 12 * 60 * MINUTE)
    const start = Math.max(day + OPENS * MINUTE - offset, from.getTime())
    const end = Math.min(day + CLOSES * MINUTE - offset, to.getTime())
    if (end - start < MINUTE) continue
    const busy = (0.6 + 0.8 * random.next()) * (weekday === 1 ? 1.3 : 1)
    windows.push({ start, end, weight: busy * (end - start) })
  }
  return windows.length > 0 ? windows : [{ start: from.getTime(), end: to.getTime(), weight: 1 }]
}
