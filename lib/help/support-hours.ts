/** The support hours. Pure: the same hours and moment give the same result. */

import { zoneOffset } from '../time-zones/zone-offset'

export type SupportHours = {
  /** Days of the week from 1 (Monday): `12345`. */
  days: string
  /** `08:00`. If it closes no later than it opens, it closes the next day. The same time twice means all day. */
  opens: string
  closes: string
  timeZone: string
}

export type SupportState =
  | { open: true; /** Null: it never closes. */ until: Date | null }
  | { open: false; /** Null: it never opens. */ opens: Date | null }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * Whether support is open at this moment, and when that changes, by the clocks of the hours' own zone, daylight saving
 * time included.
 */
export function supportState(hours: SupportHours, now: Date): SupportState {
  const shifts = shiftsAround(hours, now)
  const at = now.getTime()
  const current = shifts.find(({ from, to }) => from <= at && at < to)
  if (!current) {
    const next = shifts.find(({ from }) => from > at)
    return { open: false, opens: next ? new Date(next.from) : null }
  }
  // If one shift ends as the next begins, support stays open.
  let until = current.to
  for (const { from, to } of shifts) if (from <= until && to > until) until = to
  return { open: true, until: until >= shifts.at(-1)!.to && until - at > 7 * DAY ? null : new Date(until) }
}

/** `Available · closes at 8 PM ET`, `Closed · opens Monday at 8 AM ET`. */
export function supportWords(hours: SupportHours, now: Date): { open: boolean; text: string } {
  const state = supportState(hours, now)
  if (state.open) {
    return {
      open: true,
      text: state.until ? `Available · closes ${when(state.until, now, hours.timeZone)}` : 'Available at any time',
    }
  }
  return { open: false, text: state.opens ? `Closed · opens ${when(state.opens, now, hours.timeZone)}` : 'Closed' }
}

/** When `supportWords` changes: at the next opening or closing, and at midnight, when the names of the days change. */
export function nextChange(hours: SupportHours, now: Date): Date {
  const midnight = instantOf(dayOf(now, hours.timeZone) + DAY, 0, hours.timeZone)
  const state = supportState(hours, now)
  const change = (state.open ? state.until : state.opens)?.getTime() ?? Infinity
  return new Date(Math.min(midnight, change))
}

/** `Monday to Friday, 8 AM to 8 PM ET`; null where no day is chosen. */
export function hoursText({ days, opens, closes, timeZone }: SupportHours, now: Date): string | null {
  if (days === '') return null
  const on = daysText(days)
  const zone = zoneName(now, timeZone)
  if (opens === closes) return `${on}, all day (from ${clockText(opens)} ${zone})`
  return `${on}, ${clockText(opens)} to ${clockText(closes)}${closes < opens ? ' the next day' : ''} ${zone}`
}

export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** `Monday to Friday`, `Monday, Wednesday and Friday`, `Every day`. */
function daysText(days: string): string {
  const numbers = [...days].map(Number)
  const names = numbers.map((day) => DAY_NAMES[day - 1]!)
  if (names.length === 7) return 'Every day'
  const inRow = numbers.every((day, index) => day === numbers[0]! + index)
  if (names.length > 2 && inRow) return `${names[0]} to ${names.at(-1)}`
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!
}

type Shift = { from: number; to: number }

/** The shifts from yesterday's, which may still run, to those of the week after next, in order. */
function shiftsAround({ days, opens, closes, timeZone }: SupportHours, now: Date): Shift[] {
  const today = dayOf(now, timeZone)
  const shifts: Shift[] = []
  for (let day = today - DAY; day <= today + 8 * DAY; day += DAY) {
    const weekday = new Date(day).getUTCDay() || 7
    if (!days.includes(String(weekday))) continue
    const from = instantOf(day, minutesOf(opens), timeZone)
    const to = instantOf(closes <= opens ? day + DAY : day, minutesOf(closes), timeZone)
    // Hours that the clocks skip in spring are no hours.
    if (to > from) shifts.push({ from, to })
  }
  return shifts
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** The day of a moment in a zone, as midnight in UTC of that date: days are counted without clocks. */
function dayOf(moment: Date, timeZone: string): number {
  const local = moment.getTime() + zoneOffset(timeZone, moment.getTime())
  return Math.floor(local / DAY) * DAY
}

/**
 * The moment when the clocks of a zone show this many minutes after midnight on a day. If the time occurs twice in one
 * night, the first counts. If the clocks skip the time, the result is one hour later.
 */
function instantOf(day: number, minutes: number, timeZone: string): number {
  const local = day + minutes * MINUTE
  const [before, after] = [zoneOffset(timeZone, local - DAY), zoneOffset(timeZone, local + DAY)]
  const candidates = [local - before, local - after].filter((moment) => moment + zoneOffset(timeZone, moment) === local)
  return candidates.length > 0 ? Math.min(...candidates) : local - before
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${name}`
  const known = clocks.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  clocks.set(key, made)
  return made
}

/** `at 8 PM ET` today, `Monday at 8 AM ET` within a week, `Monday, Nov 30 at 8 AM ET` later. */
function when(moment: Date, now: Date, timeZone: string): string {
  const days = (dayOf(moment, timeZone) - dayOf(now, timeZone)) / DAY
  const local = clock(timeZone, 'hour', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(moment)
  const time = `at ${clockText(local)} ${zoneName(moment, timeZone)}`
  if (days === 0) return time
  const weekday = clock(timeZone, 'weekday', { weekday: 'long' }).format(moment)
  if (days < 7) return `${weekday} ${time}`
  return `${weekday}, ${clock(timeZone, 'date', { month: 'short', day: 'numeric' }).format(moment)} ${time}`
}

/** `8 AM`, `8:30 PM`, `midnight`, `noon`. */
export function clockText(time: string): string {
  const minutes = minutesOf(time)
  if (minutes === 0) return 'midnight'
  if (minutes === 12 * 60) return 'noon'
  const hour = Math.floor(minutes / 60)
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  return `${hour % 12 || 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `ET`, whether it is summer or winter there. */
function zoneName(moment: Date, timeZone: string): string {
  const parts = clock(timeZone, 'zone', { timeZoneName: 'shortGeneric' }).formatToParts(moment)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
