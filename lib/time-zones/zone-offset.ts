const clocks = new Map<string, Intl.DateTimeFormat>()

/** The offset of a zone from UTC at a moment, both in milliseconds. */
export function zoneOffset(timeZone: string, moment: number): number {
  const parts = clockOf(timeZone).formatToParts(moment)
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]))
  return (
    Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second) -
    Math.floor(moment / 1000) * 1000
  )
}

/** A format is slow to make, so each zone keeps its own. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, made)
  return made
}
