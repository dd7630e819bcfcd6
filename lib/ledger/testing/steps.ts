import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { PaymentMethodType } from '../../refills/quote'
import type { Machine } from './machine'
import type { Model, ModelLabel, ModelRefill } from './model'

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
    assert.deepEqual(actual, this.expected(model), this.words)
    await machine.compare(model)
  }

  toString(): string {
    return this.words
  }
}

const always = () => true
const hasRefills = (model: Model) => model.refills.length > 0
const hasLabels = (model: Model) => model.labels.length > 0

const method = fc.constantFrom<PaymentMethodType>('credit_card', 'credit_card', 'reserve_account', 'purchase_power')
/** Few keys, so that replays and changed requests come up; enough for most steps to be new. */
const key = fc.integer({ min: 0, max: 29 }).map((n) => `k${n}`)
/** Mostly small beside the limits, so that many fit and the edges are met often. */
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1_000, 1_014, 1_015, 1_500, 2_500) },
  { weight: 2, arbitrary: fc.integer({ min: 1_000, max: 6_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 999, 5_000, 10_000, 49_999, 50_000, 50_001) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }) },
)

/** Which refill or label a step means: mostly one on which it has an effect, sometimes any. */
type Target = { n: number; any: boolean }
const target = fc.record({ n: fc.nat({ max: 1_000 }), any: fc.nat({ max: 5 }).map((n) => n === 0) })

function pick<Thing>(things: Thing[], { n, any }: Target, fits: (thing: Thing) => boolean): number {
  const fitting = things.flatMap((thing, index) => (fits(thing) ? [index] : []))
  return any || fitting.length === 0 ? n % things.length : fitting[n % fitting.length]!
}

const name = ({ n, any }: Target) => `#${n}${any ? ' of all' : ''}`

const refillStep = (k: string, m: PaymentMethodType, a: number | 'fill') => new Step(`requestRefill(${k}, ${m}, ${a})`, always,
  (model) => model.requestRefill(k, m, a), (machine) => machine.requestRefill(k, m, a))
const requestRefill = fc.tuple(key, method, fc.oneof(amount, fc.constant('fill' as const))).map(([k, m, a]) => refillStep(k, m, a))

/** `all` is as much as there is: the next cent would be refused. */
const spendStep = (k: string, usps: boolean, a: number | 'all') => {
  const spent = (model: Model) => (a === 'all' ? Math.max(1, model.postage) : a)
  return new Step(`spend(${k}, ${usps ? 'usps' : 'ups'}, ${a})`, always,
    (model) => model.spend(k, usps, spent(model)), (machine, model) => machine.spend(k, usps, spent(model)))
}
const spend = fc.tuple(key, fc.nat({ max: 4 }), fc.oneof({ weight: 3, arbitrary: amount.map((a) => Math.ceil(a / 4)) }, { weight: 1, arbitrary: fc.constant('all' as const) }))
  .map(([k, n, a]) => spendStep(k, n > 0, a))

/** What becomes of a refill, and of which refills it does. */
const resolutions: ['settle' | 'fail' | 'reverse', (refill: ModelRefill) => boolean][] = [
  ['settle', (refill) => refill.status === 'processing' || refill.status === 'failed'],
  ['fail', (refill) => refill.status === 'processing'],
  ['reverse', (refill) => refill.status === 'posted' && refill.method === 'credit_card'],
]
const resolve = resolutions.map(([verb, fits]) => target.map((t) => {
  const index = (model: Model) => pick(model.refills, t, fits)
  return new Step(`${verb}(${name(t)})`, hasRefills, (model) => model[verb](index(model)), (machine, model) => machine[verb](index(model)))
}))

const printed = (label: ModelLabel) => label.usps && label.status === 'printed'
const asked = (label: ModelLabel) => label.status === 'refund_requested'

const requestRefundStep = (k: string, t: Target) => {
  const index = (model: Model) => pick(model.labels, t, printed)
  return new Step(`requestRefund(${k}, ${name(t)})`, hasLabels,
    (model) => model.requestRefund(k, index(model)), (machine, model) => machine.requestRefund(k, index(model)))
}
const requestRefund = fc.tuple(key, target).map(([k, t]) => requestRefundStep(k, t))
const refund = fc.tuple(target, fc.nat({ max: 3 })).map(([t, n]) => {
  const approved = n > 0
  const index = (model: Model) => pick(model.labels, t, asked)
  return new Step(`refund(${name(t)}, ${approved})`, hasLabels,
    (model) => model.refund(index(model), approved), (machine, model) => machine.refund(index(model), approved))
})

/** A limit beside what there is, where it matters, or any. */
const setLimit = fc.oneof(
  fc.integer({ min: -500, max: 2_000 }).map((room) => [`balance and pending ${room}`, (model: Model) => Math.max(0, model.postage + model.pending + room)] as const),
  amount.map((limit) => [String(limit), () => limit] as const),
  fc.integer({ min: 0, max: 100_000 }).map((limit) => [String(limit), () => limit] as const),
).map(([words, limit]) => new Step(`setLimit(${words})`, always,
  (model) => model.setLimit(limit(model)), (machine, model) => machine.setLimit(limit(model))))

/**
 * Where a sequence begins. Random steps alone seldom fill a balance while refunds are outstanding, and held money comes
 * from nothing else.
 */
export const beginnings = {
  empty: [],
  'full, refunds asked for': [
    refillStep('b1', 'reserve_account', 'fill'),
    ...[1, 2, 3].flatMap((n) => [spendStep(`b${n}`, true, 300 * n), requestRefundStep(`b${n}`, { n: 0, any: false })]),
    refillStep('b2', 'reserve_account', 'fill'),
  ],
  'a card’s answer outstanding, refunds asked for': [
    refillStep('b1', 'credit_card', 'fill'),
    new Step('settle(#0)', always, (model) => model.settle(0), (machine) => machine.settle(0)),
    ...[1, 2].flatMap((n) => [spendStep(`b${n}`, true, 600 * n), requestRefundStep(`b${n}`, { n: 0, any: false })]),
    refillStep('b2', 'credit_card', 'fill'),
  ],
}

/** Every verb of the ledger, as steps for fast-check; the commonest stand more than once. */
export const steps = [
  requestRefill, requestRefill, requestRefill, requestRefill, spend, spend, requestRefund, requestRefund, refund, refund,
  ...resolve, ...resolve, setLimit,
  amount.map((a) => new Step(`deposit(${a})`, always, (model) => model.deposit(a), (machine) => machine.deposit(a))),
  amount.map((a) => new Step(`pay(${a})`, always, (model) => model.pay(a), (machine) => machine.pay(a))),
  amount.map((a) => new Step(`setCreditLimit(${a})`, always, (model) => model.setCreditLimit(a), (machine) => machine.setCreditLimit(a))),
  fc.tuple(method, fc.nat({ max: 3 })).map(([m, n]) => new Step(`setActive(${m}, ${n > 0})`, always,
    (model) => {
      if (n > 0) model.inactive.delete(m)
      else model.inactive.add(m)
      return 'done'
    },
    (machine) => machine.setActive(m, n > 0))),
  fc.constant(new Step('claim()', always,
    (model) => model.refills.flatMap((refill, index) => (refill.status === 'processing' ? [index] : [])), (machine) => machine.claim())),
]
