import { expect, test } from 'vitest'
import { createBuckets } from './token-buckets'

test('who keeps to the rate never meets the limit, and a burst does', () => {
  const { take } = createBuckets(10)
  for (let second = 0; second < 600; second++) expect(take('steady', 60, 60, second * 1_000)).toEqual({ ok: true })
  const burst = Array.from({ length: 200 }, () => take('burst', 60, 60, 0))
  expect(burst.filter(({ ok }) => ok)).toHaveLength(60)
  expect(burst.at(-1)).toEqual({ ok: false, retryAfter: 1 })
  expect(take('burst', 60, 60, 1_000)).toEqual({ ok: true })
  expect(take('burst', 60, 60, 1_000)).toEqual({ ok: false, retryAfter: 1 })
  expect(take('slow', 1, 1, 0)).toEqual({ ok: true })
  expect(take('slow', 1, 1, 1_000)).toEqual({ ok: false, retryAfter: 59 })
})

test('0 is no limit, and what is given back can be taken again', () => {
  const { take, giveBack } = createBuckets(10)
  for (let i = 0; i < 1_000; i++) expect(take('free', 0).ok).toBe(true)
  expect(take('one', 1, 1, 0).ok).toBe(true)
  giveBack('one')
  expect([take('one', 1, 1, 0).ok, take('one', 1, 1, 0).ok]).toEqual([true, false])
})

test('a million addresses take no more room than the few that are remembered, and who still asks is not forgotten', () => {
  const { take, size } = createBuckets(1_000)
  for (let i = 0; i < 60; i++) take('busy', 60, 60, 0)
  for (let i = 0; i < 1_000_000; i++) {
    take(`other ${i}`, 60, 60, 0)
    if (i % 900 === 0) expect(take('busy', 60, 60, 0).ok).toBe(false)
  }
  expect(size()).toBe(1_000)
})
