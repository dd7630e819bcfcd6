import { expect, test } from 'vitest'
import { claimAll } from './claim-all'

/** A queue of as many; what was claimed at a time, and what was worked on. */
function queueOf(length: number) {
  const waiting = Array.from({ length }, (_, n) => n)
  const claimed: number[] = []
  const worked: number[] = []
  const claim = async (limit: number) => {
    const due = waiting.splice(0, limit)
    claimed.push(due.length)
    return due
  }
  return { claim, claimed, worked, work: async (due: number) => void worked.push(due) }
}

test('goes on until a batch is not full, and works on each once', async () => {
  const { claim, claimed, worked, work } = queueOf(45)
  expect(await claimAll(claim, work)).toBe(45)
  expect(claimed).toEqual([20, 20, 5])
  expect(worked).toEqual(Array.from({ length: 45 }, (_, n) => n))
})

test('looks once more after a full batch, and not after an empty one', async () => {
  const full = queueOf(20)
  expect(await claimAll(full.claim, full.work)).toBe(20)
  expect(full.claimed).toEqual([20, 0])
  const empty = queueOf(0)
  expect(await claimAll(empty.claim, empty.work)).toBe(0)
  expect(empty.claimed).toEqual([0])
})

test('stops after 1,000, and the next call goes on', async () => {
  const { claim, claimed, worked, work } = queueOf(1_003)
  expect(await claimAll(claim, work)).toBe(1_000)
  expect(claimed).toHaveLength(50)
  expect(await claimAll(claim, work)).toBe(3)
  expect(new Set(worked).size).toBe(1_003)
})

test('works on a batch at once, and claims no more before it is done', async () => {
  let atOnce = 0
  const seen: number[] = []
  const { claim } = queueOf(30)
  await claimAll(claim, async () => {
    seen.push(++atOnce)
    await new Promise(setImmediate)
    atOnce--
  })
  expect(Math.max(...seen)).toBe(20)
  expect(seen).toHaveLength(30)
})
