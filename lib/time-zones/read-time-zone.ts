import { timeZoneNames } from './list-time-zones'

/** As long as the longest name and some spaces. */
const LONGEST = 64

/** Such as `America/Argentina/Buenos_Aires`. `EST` and `GMT+5` are names too, but of a clock that knows no summer time. */
const PLACE = /^[A-Z][A-Za-z]{0,20}(\/[A-Za-z0-9_+-]{1,30}){1,2}$/

export type ReadTimeZone = { ok: true; zone: string } | { ok: false; message: string }

/**
 * Reads a time zone by its IANA name and returns the canonical spelling. A near miss is refused with suggestions.
 * PostgreSQL may know fewer zones, so it has the final say.
 */
export function readTimeZone(text: string): ReadTimeZone {
  const names = timeZoneNames()
  if (
    text.length <= LONGEST &&
    (names.includes(text) || (PLACE.test(text) && !inAnyCase(text, names) && resolve(text) !== null))
  ) {
    return { ok: true, zone: text }
  }
  return { ok: false, message: notAZone(text) }
}

/** The message for a text that is not a time zone. */
export function notAZone(text: string): string {
  const meant = suggestTimeZones(text)
  const last = meant.at(-1)
  const named = meant.length > 1 ? `${meant.slice(0, -1).join(', ')} or ${last}` : last
  return `“${text.slice(0, LONGEST)}” is not a time zone. ${named ? `Did you mean ${named}?` : 'It should be a name such as America/Chicago or Pacific/Auckland.'}`
}

/** Up to three suggestions, the most likely first. */
export function suggestTimeZones(text: string): string[] {
  if (text.length > LONGEST) return []
  const asked = fold(text)
  if (asked === '') return []
  const names = timeZoneNames()
  const exact = inAnyCase(asked, names)
  if (exact) return [exact]
  const byHand = COMMON[asked.replace(/_(standard_|daylight_|summer_)?time$/, '').replaceAll(/[^a-z]/g, '')]
  if (byHand) return byHand
  const city = (name: string) => fold(name.split('/').at(-1)!)
  const sameCity = names.filter((name) => city(name) === asked || city(name) === asked.split('/').at(-1))
  if (sameCity.length > 0) return sameCity.slice(0, 3)
  const alias = resolve(asked)
  if (alias && names.includes(alias)) return [alias]
  const close = (name: string) =>
    Math.min(distance(fold(name), asked), asked.length > 4 ? distance(city(name), asked) : Infinity)
  const typos = names
    .map((name) => ({ name, far: close(name) }))
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far)
  if (typos.length > 0) return typos.slice(0, 3).map(({ name }) => name)
  return asked.length < 3 ? [] : names.filter((name) => fold(name).includes(asked)).slice(0, 3)
}

const fold = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '_')
    .replaceAll('\\', '/')

const inAnyCase = (text: string, names: string[]) => names.find((name) => name.toLowerCase() === text.toLowerCase())

/** The canonical name in Node.js; null if it is unknown. */
function resolve(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** How many letters have to be changed; both texts are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

const EASTERN = ['America/New_York']
const CENTRAL = ['America/Chicago']
const MOUNTAIN = ['America/Denver', 'America/Phoenix']
const PACIFIC = ['America/Los_Angeles', 'Pacific/Honolulu', 'Pacific/Auckland']
const ALASKA = ['America/Anchorage']
const HAWAII = ['Pacific/Honolulu']

/** What people call their time zone, by its letters alone. */
const COMMON: Record<string, string[]> = {
  et: EASTERN,
  est: EASTERN,
  edt: EASTERN,
  eastern: EASTERN,
  useastern: EASTERN,
  estedt: EASTERN,
  ct: CENTRAL,
  cst: CENTRAL,
  cdt: CENTRAL,
  central: CENTRAL,
  uscentral: CENTRAL,
  cstcdt: CENTRAL,
  mt: MOUNTAIN,
  mst: MOUNTAIN,
  mdt: ['America/Denver'],
  mountain: MOUNTAIN,
  usmountain: MOUNTAIN,
  mstmdt: MOUNTAIN,
  pt: ['America/Los_Angeles'],
  pst: ['America/Los_Angeles'],
  pdt: ['America/Los_Angeles'],
  pacific: PACIFIC,
  uspacific: ['America/Los_Angeles'],
  pstpdt: ['America/Los_Angeles'],
  ak: ALASKA,
  akst: ALASKA,
  akdt: ALASKA,
  alaska: ALASKA,
  usalaska: ALASKA,
  hst: HAWAII,
  hawaii: HAWAII,
  ushawaii: HAWAII,
  ast: ['America/Puerto_Rico', 'America/Halifax'],
  atlantic: ['America/Puerto_Rico', 'America/Halifax'],
  utc: ['UTC'],
  gmt: ['Europe/London', 'UTC'],
  z: ['UTC'],
  zulu: ['UTC'],
  wet: ['Europe/Lisbon'],
  bst: ['Europe/London'],
  british: ['Europe/London'],
  london: ['Europe/London'],
  cet: ['Europe/Berlin', 'Europe/Paris'],
  cest: ['Europe/Berlin', 'Europe/Paris'],
  met: ['Europe/Berlin', 'Europe/Paris'],
  eet: ['Europe/Helsinki', 'Europe/Athens'],
  eest: ['Europe/Helsinki', 'Europe/Athens'],
  ist: ['Asia/Kolkata'],
  india: ['Asia/Kolkata'],
  jst: ['Asia/Tokyo'],
  aest: ['Australia/Sydney'],
  aedt: ['Australia/Sydney'],
  acst: ['Australia/Adelaide'],
  awst: ['Australia/Perth'],
  nzst: ['Pacific/Auckland'],
  nzdt: ['Pacific/Auckland'],
}
