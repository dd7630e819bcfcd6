/** Calendar days of a team, such as `2026-11-22`. They have no time zone, so they are counted in UTC. */

const DAY_MS = 24 * 60 * 60 * 1000

/** The day on which an instant falls in a time zone. */
export function dayOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)!.value
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** So many days after a day; before it where the number is negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Every day from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(from, index))
}

/** Monday to Friday; a holiday is one, too. */
export function isWorkingDay(day: string): boolean {
  return ![0, 6].includes(new Date(day).getUTCDay())
}
