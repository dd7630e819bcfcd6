import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inTime, withDeadline } from './deadline'
import { isDatabaseAway } from './rules/errors'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = new Promise<never>(() => {})

test('waits until the deadline and no longer, and leaves no timer behind', async () => {
  const late = withDeadline(never, 1_000)
  const ended = vi.fn<() => void>()
  void late.then(ended)
  await vi.advanceTimersByTimeAsync(999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(await late).toEqual({ ok: false, reason: 'too_late' })

  const work = new Promise((resolve) => setTimeout(resolve, 999, 'done'))
  const timely = withDeadline(work, 1_000)
  await vi.advanceTimersByTimeAsync(999)
  expect(await timely).toEqual({ ok: true, value: 'done' })
  await expect(withDeadline(Promise.reject(new Error('broken')), 1_000)).rejects.toThrow('broken')
  expect(vi.getTimerCount()).toBe(0)
})

test('a booking that takes over five seconds throws as a database that is away does', async () => {
  const thrown = vi.fn<(error: unknown) => void>()
  inTime(never).catch(thrown)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(thrown).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(thrown).toHaveBeenCalledOnce()
  const [error] = thrown.mock.calls[0]!
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ code: 'ETIMEDOUT' })
  expect(isDatabaseAway(error)).toBe(true)
})

test('a booking in time is what was booked, or its own error', async () => {
  expect(await inTime(Promise.resolve('booked'))).toBe('booked')
  await expect(inTime(Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})
