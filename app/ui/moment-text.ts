/** Instants as people read them, in the team's time zone. Formatters are kept: making one costs more than using it. */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(timeZone: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${name}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  formatters.set(key, made)
  return made
}

function format(at: Date, timeZone: string, name: string, options: Intl.DateTimeFormatOptions): string {
  // Newer ICU data puts a narrow no-break space before AM and PM, which differs from browser to browser.
  return formatter(timeZone, name, options).format(at).replaceAll('\u202f', ' ')
}

const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' } as const

/** `4:48 PM` */
export function clockText(at: Date, timeZone: string): string {
  return format(at, timeZone, 'clock', { hour: 'numeric', minute: '2-digit' })
}

/** `Today, 4:48 PM`, `Nov 18, 4:48 PM`, `Nov 18, 2025`: the further away, the less the minute matters. */
export function momentText(at: Date, timeZone: string, now: Date): string {
  const time = clockText(at, timeZone)
  if (format(at, timeZone, 'day', DAY) === format(now, timeZone, 'day', DAY)) return `Today, ${time}`
  const year = (date: Date) => format(date, timeZone, 'year', { year: 'numeric' })
  const day = format(at, timeZone, 'month-day', { month: 'short', day: 'numeric' })
  return year(at) === year(now) ? `${day}, ${time}` : `${day}, ${year(at)}`
}

/** `Sunday, November 22, 2026, 4:48:07 PM EST` */
export function exactText(at: Date, timeZone: string): string {
  return format(at, timeZone, 'exact', {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).replace(' at ', ', ')
}

/** What a postmark says: `NOV 22`, `2026`, `4:48 PM`. */
export function postmarkText(at: Date, timeZone: string): { day: string; year: string; time: string } {
  return {
    day: format(at, timeZone, 'month-day', { month: 'short', day: 'numeric' }).toUpperCase(),
    year: format(at, timeZone, 'year', { year: 'numeric' }),
    time: clockText(at, timeZone),
  }
}

/** A calendar day that belongs to no time zone, `2026-11-22`, as `Nov 22, 2026`. */
export function dayText(day: string): string {
  return format(new Date(`${day}T00:00:00Z`), 'UTC', 'day-year', { year: 'numeric', month: 'short', day: 'numeric' })
}

/** The same without its year, `Nov 22`, where the year is plain. */
export function shortDayText(day: string): string {
  return format(new Date(`${day}T00:00:00Z`), 'UTC', 'month-day', { month: 'short', day: 'numeric' })
}

/** Days one after another: `Nov 22`, or `Nov 16 to Nov 22`. */
export function daysText({ from, to }: { from: string; to: string }): string {
  return from === to ? shortDayText(from) : `${shortDayText(from)} to ${shortDayText(to)}`
}
