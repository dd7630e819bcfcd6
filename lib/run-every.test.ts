import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from './log'
import { runEvery } from './run-every'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  delete (globalThis as { indiciaJobs?: unknown }).indiciaJobs
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('takes one turn at a time, of one job once, and goes on after a turn that failed', async () => {
  const error = vi.spyOn(log, 'error').mockImplementation(() => {})
  const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})
  const turns: ((outcome: Error | null) => void)[] = []
  const work = () =>
    new Promise<void>((resolve, reject) => void turns.push((failure) => (failure ? reject(failure) : resolve())))
  runEvery('test', 1_000, work, 'tests are run')
  runEvery('test', 1_000, work, 'tests are run')
  await vi.advanceTimersByTimeAsync(3_500)
  expect(turns).toHaveLength(1)

  turns[0]!(null)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(turns).toHaveLength(2)

  turns[1]!(new Error('out of order'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(error).toHaveBeenCalledWith({ err: new Error('out of order') }, 'the test job failed')
  expect(turns).toHaveLength(3)

  turns[2]!(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(warn).toHaveBeenCalledWith('the database is away: tests are run as soon as it is back')
  expect(turns).toHaveLength(4)
})
