import { describe, expect, it } from 'vitest'
import { hoursText, nextChange, supportState, supportWords, type SupportHours } from './support-hours'

const office: SupportHours = { days: '12345', opens: '08:00', closes: '20:00', timeZone: 'America/New_York' }
const words = (hours: SupportHours, at: string) => supportWords(hours, new Date(at)).text

describe('the office, Monday to Friday 8 AM to 8 PM ET', () => {
  it.each([
    ['Monday before it opens', '2026-11-23T12:59:59Z', 'Closed · opens at 8 AM ET'],
    ['the moment it opens', '2026-11-23T13:00:00Z', 'Available · closes at 8 PM ET'],
    ['the last moment', '2026-11-24T00:59:59Z', 'Available · closes at 8 PM ET'],
    ['the moment it closes', '2026-11-24T01:00:00Z', 'Closed · opens Tuesday at 8 AM ET'],
    ['Friday night', '2026-11-28T02:00:00Z', 'Closed · opens Monday at 8 AM ET'],
    ['Sunday, Monday already in London', '2026-11-23T02:00:00Z', 'Closed · opens Monday at 8 AM ET'],
    // Clocks are put forward on Sunday, March 8: 8 AM is 13:00 UTC on Friday and 12:00 UTC on Monday.
    ['Friday before summer time', '2026-03-06T12:59:59Z', 'Closed · opens at 8 AM ET'],
    ['Monday of summer time, at once', '2026-03-09T12:00:00Z', 'Available · closes at 8 PM ET'],
    ['Monday of summer time, a moment before', '2026-03-09T11:59:59Z', 'Closed · opens at 8 AM ET'],
    // Put back on November 1.
    ['Friday before winter time', '2026-10-30T12:00:00Z', 'Available · closes at 8 PM ET'],
    ['Monday of winter time, a moment before', '2026-11-02T12:59:59Z', 'Closed · opens at 8 AM ET'],
    ['Monday of winter time', '2026-11-02T13:00:00Z', 'Available · closes at 8 PM ET'],
  ])('%s', (_, at, text) => expect(words(office, at)).toBe(text))

  it('knows when it has to be said anew: at a change, and at midnight', () => {
    expect(nextChange(office, new Date('2026-11-23T14:00:00Z'))).toEqual(new Date('2026-11-24T01:00:00Z'))
    expect(nextChange(office, new Date('2026-11-24T02:00:00Z'))).toEqual(new Date('2026-11-24T05:00:00Z'))
  })
})

describe('a night shift, 22:00 to 06:00 on weekdays', () => {
  const night = { ...office, opens: '22:00', closes: '06:00' }
  it.each([
    ['Friday night lasts into Saturday', '2026-11-28T10:59:59Z', 'Available · closes at 6 AM ET'],
    ['and ends there', '2026-11-28T11:00:00Z', 'Closed · opens Monday at 10 PM ET'],
    ['Sunday night is not Monday', '2026-11-23T05:30:00Z', 'Closed · opens at 10 PM ET'],
    ['before midnight it closes on another day', '2026-11-24T04:00:00Z', 'Available · closes Tuesday at 6 AM ET'],
  ])('%s', (_, at, text) => expect(words(night, at)).toBe(text))

  it('is an hour shorter in the night of spring and an hour longer in that of autumn', () => {
    const everyNight = { ...night, days: '1234567' }
    const length = (at: string) => {
      const state = supportState(everyNight, new Date(at))
      return state.open ? (state.until!.getTime() - new Date(at).getTime()) / 3_600_000 : null
    }
    expect(length('2026-03-08T03:00:00Z')).toBe(7)
    expect(length('2026-11-01T02:00:00Z')).toBe(9)
    expect(length('2026-11-24T03:00:00Z')).toBe(8)
  })
})

describe('days and hours at the edge', () => {
  it('never opens where no day is chosen', () => {
    const never = { ...office, days: '' }
    expect(words(never, '2026-11-23T15:00:00Z')).toBe('Closed')
    expect(hoursText(never, new Date())).toBeNull()
  })

  it('never closes where it is open all day on every day', () => {
    const always = { ...office, days: '1234567', opens: '00:00', closes: '00:00' }
    expect(words(always, '2026-11-23T15:00:00Z')).toBe('Available at any time')
  })

  it('runs shifts together that touch', () => {
    const weekdays = { ...office, opens: '00:00', closes: '00:00' }
    expect(words(weekdays, '2026-11-23T15:00:00Z')).toBe('Available · closes Saturday at midnight ET')
  })

  it('opens on the same day of the next week', () => {
    expect(words({ ...office, days: '1' }, '2026-11-24T02:00:00Z')).toBe('Closed · opens Monday, Nov 30 at 8 AM ET')
  })

  it('takes an hour that the clocks skip for the hour after it', () => {
    const sunday = { days: '7', opens: '02:30', closes: '06:00', timeZone: 'America/New_York' }
    expect(supportState(sunday, new Date('2026-03-08T06:00:00Z'))).toEqual({
      open: false,
      opens: new Date('2026-03-08T07:30:00Z'),
    })
  })

  it.each(['Asia/Kolkata', 'Pacific/Apia', 'America/St_Johns', 'UTC', 'Australia/Lord_Howe'])(
    'always answers in %s',
    (timeZone) => {
      for (let hour = 0; hour < 24 * 370; hour += 7) {
        const now = new Date(Date.UTC(2026, 0, 1, hour))
        const state = supportState({ ...office, timeZone }, now)
        const change = state.open ? state.until : state.opens
        expect(change!.getTime()).toBeGreaterThan(now.getTime())
        expect(change!.getTime() - now.getTime()).toBeLessThan(3 * 86_400_000 + 1)
      }
    },
  )
})

it('tells the hours', () => {
  const at = new Date('2026-11-23T15:00:00Z')
  expect(hoursText(office, at)).toBe('Monday to Friday, 8 AM to 8 PM ET')
  expect(hoursText({ ...office, days: '135', opens: '08:30', closes: '12:00' }, at)).toBe(
    'Monday, Wednesday and Friday, 8:30 AM to noon ET',
  )
  expect(hoursText({ ...office, days: '1234567', opens: '22:00', closes: '06:00' }, at)).toBe(
    'Every day, 10 PM to 6 AM the next day ET',
  )
  expect(hoursText({ ...office, days: '67', opens: '00:00', closes: '00:00' }, at)).toBe(
    'Saturday and Sunday, all day (from midnight ET)',
  )
})
