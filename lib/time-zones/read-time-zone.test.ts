import { expect, test } from 'vitest'
import { listTimeZones, timeZoneNames } from './list-time-zones'
import { readTimeZone, suggestTimeZones } from './read-time-zone'

test('a time zone is known by its own name, old names of IANA included', () => {
  for (const zone of [
    'America/New_York',
    'Pacific/Auckland',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Europe/Kyiv',
    'America/Argentina/Buenos_Aires',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
    'US/Pacific',
    'Etc/GMT+5',
    'UTC',
  ])
    expect(readTimeZone(zone), zone).toEqual({ ok: true, zone })
})

test('what is only nearly one is refused with what it may have meant', () => {
  for (const [typed, first] of [
    ['EST', 'America/New_York'],
    ['Eastern', 'America/New_York'],
    ['Eastern Standard Time', 'America/New_York'],
    ['EST5EDT', 'America/New_York'],
    ['Pacific', 'America/Los_Angeles'],
    ['PST8PDT', 'America/Los_Angeles'],
    ['Mountain Time', 'America/Denver'],
    ['america/chicago', 'America/Chicago'],
    ['AMERICA/NEW_YORK', 'America/New_York'],
    ['utc', 'UTC'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Chicago', 'America/Chicago'],
    ['new york', 'America/New_York'],
    ['New York', 'America/New_York'],
    ['Americas/Denver', 'America/Denver'],
    ['US/Chicago', 'America/Chicago'],
    ['America/New_Yrok', 'America/New_York'],
    ['America/NewYork', 'America/New_York'],
    ['Aukland', 'Pacific/Auckland'],
    ['NZ', 'Pacific/Auckland'],
    ['GB', 'Europe/London'],
    ['IST', 'Asia/Kolkata'],
    ['GMT', 'Europe/London'],
  ] as const) {
    expect(suggestTimeZones(typed)[0], typed).toBe(first)
    const read = readTimeZone(typed)
    expect(read, typed).toMatchObject({
      ok: false,
      message: expect.stringContaining(`“${typed}” is not a time zone. Did you mean ${first}`),
    })
  }
  for (const typed of [
    '',
    '+05:30',
    'GMT+5',
    'Mars/Olympus',
    'posix/America/New_York',
    'x'.repeat(100_000),
    '🦊',
    "a'; drop table teams",
  ]) {
    expect(readTimeZone(typed), typed.slice(0, 20)).toMatchObject({ ok: false })
  }
})

test('the list has every name once, in its own spelling, and the current one whatever it is', () => {
  const names = timeZoneNames()
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Kyiv', 'Pacific/Auckland', 'UTC']))
  expect(names).not.toContain('Asia/Calcutta')
  for (const name of names) expect(readTimeZone(name), name).toEqual({ ok: true, zone: name })
  expect(listTimeZones('UTC').filter(({ value }) => value === 'UTC')).toHaveLength(1)
  expect(listTimeZones('US/Pacific')[0]).toEqual({ value: 'US/Pacific', label: 'US/Pacific' })
})
