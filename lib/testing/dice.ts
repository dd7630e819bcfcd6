import { createHash } from 'node:crypto'

/** The seed of `SEED=…`, or a new one. A randomized test prints it when it fails. */
export const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31)

/** Throws that the same seed repeats. */
export type Dice = {
  /** A number from 0 to 1. */
  throw: () => number
  /** True in this share of the throws. */
  chance: (share: number) => boolean
  /** A random element; undefined if there are none. */
  one: <Thing>(things: readonly Thing[]) => Thing
  /** Dice of their own, so that two things at once do not change each other's throws. */
  more: () => Dice
}

/** The dice of a seed. `whose` separates several users, such as a writer and its step. */
export function diceOf(seed: number, ...whose: (number | string)[]): Dice {
  let state = createHash('sha256')
    .update(JSON.stringify([seed, ...whose]))
    .digest()
    .readInt32LE()
  let made = 0
  // Mulberry32: 32 bits of state, even enough for tests.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    throw: next,
    chance: (share) => next() < share,
    one: (things) => things[Math.floor(next() * things.length)]!,
    more: () => diceOf(seed, ...whose, made++),
  }
}
