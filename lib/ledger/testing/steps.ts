import fc from 'fast-check'
import { expect } from 'vitest'
import type { PaymentMethodType } from '../../refills/quote'
import type { Machine } from './machine'
import type { Model } from './model'

/** One step, done to the model and to the machine: both must answer alike and agree on every number afterwards. */
class Step implements fc.AsyncCommand<Model, Machine> {
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
    // The machine first: what it is asked may depend on how many refills there are before the step.
    const actual = await this.actual(machine, model)
    expect(actual, this.words).toEqual(this.expected(model))
    await machine.compare(model)
  }

  toString(): string {
    return this.words
  }
}

const always = () => true
const hasRefills = (model: Model) => model.refills.length > 0
const hasLabels = (model: Model) => model.labels.length > 0

const method = fc.constantFrom<PaymentMethodType>('credit_card', 'reserve_account', 'purchase_power')
/** Few keys, so that replays and changed requests come up; enough for most steps to be new. */
const key = fc.integer({ min: 0, max: 29 }).map((n) => `k${n}`)
const any = fc.nat({ max: 1_000 })
/** Mostly small beside the limits, so that many fit and the edges are met often. */
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1_000, 1_014, 1_015, 1_500, 2_500) },
  { weight: 2, arbitrary: fc.integer({ min: 1_000, max: 6_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 999, 5_000, 10_000, 49_999, 50_000, 50_001) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }) },
)

const requestRefill = fc.tuple(key, method, fc.oneof({ weight: 4, arbitrary: amount }, { weight: 1, arbitrary: fc.constant('fill' as const) })).map(
    ([k, m, a]) => new Step(`requestRefill(${k}, ${m}, ${a})`, always, (model) => model.requestRefill(k, m, a), (machine) => machine.requestRefill(k, m, a)))
const spend = fc.tuple(key, fc.boolean(), amount).map(([k, usps, a]) => {
    const spent = Math.ceil(a / 4)
    return new Step(`spend(${k}, ${usps ? 'usps' : 'ups'}, ${spent})`, always, (model) => model.spend(k, usps, spent), (machine) => machine.spend(k, usps, spent))
})

/** Every verb of the ledger, as steps for fast-check; the commonest stand more than once. */
export const steps = [
  requestRefill, requestRefill, requestRefill, requestRefill, spend, spend,
  ...(['settle', 'fail', 'reverse'] as const).map((verb) => any.map((n) => new Step(`${verb}(#${n})`, hasRefills,
    (model) => model[verb](n % model.refills.length), (machine, model) => machine[verb](n % model.refills.length)))),
  fc.tuple(key, any).map(([k, n]) => new Step(`requestRefund(${k}, #${n})`, hasLabels,
    (model) => model.requestRefund(k, n % model.labels.length), (machine, model) => machine.requestRefund(k, n % model.labels.length))),
  fc.tuple(any, fc.boolean()).map(([n, approved]) => new Step(`refund(#${n}, ${approved})`, hasLabels,
    (model) => model.refund(n % model.labels.length, approved), (machine, model) => machine.refund(n % model.labels.length, approved))),
  amount.map((a) => new Step(`deposit(${a})`, always, (model) => model.deposit(a), (machine) => machine.deposit(a))),
  amount.map((a) => new Step(`pay(${a})`, always, (model) => model.pay(a), (machine) => machine.pay(a))),
  fc.oneof(amount, fc.integer({ min: 0, max: 100_000 })).map((a) => new Step(`setLimit(${a})`, always, (model) => model.setLimit(a), (machine) => machine.setLimit(a))),
  amount.map((a) => new Step(`setCreditLimit(${a})`, always, (model) => model.setCreditLimit(a), (machine) => machine.setCreditLimit(a))),
  fc.tuple(method, fc.boolean()).map(([m, active]) => new Step(`setActive(${m}, ${active})`, always,
    (model) => {
      if (active) model.inactive.delete(m)
      else model.inactive.add(m)
      return 'done'
    },
    (machine) => machine.setActive(m, active))),
  fc.constant(new Step('claim()', always,
    (model) => model.refills.flatMap((refill, index) => (refill.status === 'processing' ? [index] : [])), (machine) => machine.claim())),
]
