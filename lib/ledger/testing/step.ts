import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Machine } from './machine'
import type { Model, ModelRefill } from './model'

/** One step on the model and the machine. Both must return the same result and agree on every number afterwards. */
export class Step implements fc.AsyncCommand<Model, Machine> {
  constructor(
    private readonly words: string,
    private readonly possible: (model: Model) => boolean,
    private readonly expected: (model: Model) => unknown,
    private readonly actual: (machine: Machine, model: Model) => Promise<unknown>,
  ) {}

  check(model: Readonly<Model>): boolean {
    return this.possible(model as Model)
  }

  async run(model: Model, machine: Machine): Promise<void> {
    // The machine goes first, because its call can depend on the number of refills before the step.
    const actual = await this.actual(machine, model)
    assert.deepEqual(actual, this.expected(model), this.words)
    await machine.compare(model)
  }

  toString(): string {
    return this.words
  }
}

export const always = () => true
export const hasRefills = (model: Model) => model.refills.length > 0
export const hasLabels = (model: Model) => model.labels.length > 0

/** Few keys, so that replays and changed requests come up; enough for most steps to be new. */
export const key = fc.integer({ min: 0, max: 29 }).map((n) => `k${n}`)
/** Mostly small compared with the limits, so that many fit and the edges are reached often. */
export const amount = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1_000, 1_014, 1_015, 1_500, 2_500) },
  { weight: 2, arbitrary: fc.integer({ min: 1_000, max: 6_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 999, 5_000, 10_000, 49_999, 50_000, 50_001) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }) },
)

/** Which refill or label a step means: mostly one on which it has an effect, sometimes any. */
export type Target = { n: number; any: boolean }
export const target = fc.record({ n: fc.nat({ max: 1_000 }), any: fc.nat({ max: 5 }).map((n) => n === 0) })

export function pick<Thing>(things: Thing[], { n, any }: Target, fits: (thing: Thing) => boolean): number {
  const fitting = things.flatMap((thing, index) => (fits(thing) ? [index] : []))
  return any || fitting.length === 0 ? n % things.length : fitting[n % fitting.length]!
}

export const name = ({ n, any }: Target) => `#${n}${any ? ' of all' : ''}`

export const first: Target = { n: 0, any: false }

export const isPaidByCard = (refill: ModelRefill): boolean =>
  refill.status === 'posted' && refill.method === 'credit_card'
