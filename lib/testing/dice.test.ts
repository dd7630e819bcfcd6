import { expect, test } from 'vitest'
import { diceOf } from './dice'

const throws = (dice: ReturnType<typeof diceOf>) => Array.from({ length: 1_000 }, () => dice.throw())

test('a seed repeats its throws, and each thrower has its own', () => {
  expect(throws(diceOf(7, 'writer', 1))).toEqual(throws(diceOf(7, 'writer', 1)))
  const all = [diceOf(7), diceOf(8), diceOf(7, 'writer', 1), diceOf(7, 'writer', 2), diceOf(7).more()]
  expect(new Set(all.map((dice) => dice.throw())).size).toBe(all.length)
  const dice = diceOf(7)
  expect(throws(dice.more())).not.toEqual(throws(dice.more()))
})

test('throws are spread evenly from 0 to 1', () => {
  const thrown = throws(diceOf(7))
  for (let tenth = 0; tenth < 10; tenth++) {
    const count = thrown.filter((each) => Math.floor(each * 10) === tenth).length
    expect(count).toBeGreaterThan(70)
    expect(count).toBeLessThan(130)
  }
  const dice = diceOf(7)
  expect(new Set(Array.from({ length: 100 }, () => dice.one(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']))
  expect(dice.one([])).toBeUndefined()
})
