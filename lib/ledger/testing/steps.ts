import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { PaymentMethodType } from '../../refills/rules/quote'
import type { Machine } from './machine'
import type { Model, ModelLabel, ModelReceipt, ModelRefill } from './model'

/** One step on the model and the machine. Both must return the same result and agree on every number afterwards. */
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
    // The machine goes first, because its call can depend on the number of refills before the step.
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
const hasReceipts = (model: Model) => model.receipts.length > 0

const method = fc.constantFrom<PaymentMethodType>('credit_card', 'credit_card', 'reserve_account', 'purchase_power')
/** Few keys, so that replays and changed requests come up; enough for most steps to be new. */
const key = fc.integer({ min: 0, max: 29 }).map((n) => `k${n}`)
/** Mostly small compared with the limits, so that many fit and the edges are reached often. */
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

const refillStep = (k: string, m: PaymentMethodType, a: number | 'fill') =>
  new Step(
    `requestRefill(${k}, ${m}, ${a})`,
    always,
    (model) => model.requestRefill(k, m, a),
    (machine) => machine.requestRefill(k, m, a),
  )
const requestRefill = fc
  .tuple(key, method, fc.oneof(amount, fc.constant('fill' as const)))
  .map(([k, m, a]) => refillStep(k, m, a))

/** `all` is the whole amount: one more cent would be refused. */
const spendStep = (k: string, usps: boolean, a: number | 'all') => {
  const spent = (model: Model) => (a === 'all' ? Math.max(1, model.available) : a)
  return new Step(
    `spend(${k}, ${usps ? 'usps' : 'ups'}, ${a})`,
    always,
    (model) => model.spend(k, usps, spent(model)),
    (machine, model) => machine.spend(k, usps, spent(model)),
  )
}
const spend = fc
  .tuple(
    key,
    fc.nat({ max: 4 }),
    fc.oneof(
      { weight: 3, arbitrary: amount.map((a) => Math.ceil(a / 4)) },
      { weight: 1, arbitrary: fc.constant('all' as const) },
    ),
  )
  .map(([k, n, a]) => spendStep(k, n > 0, a))

const isPaidByCard = (refill: ModelRefill) => refill.status === 'posted' && refill.method === 'credit_card'

/** What becomes of a refill, and of which refills it does. */
const resolutions: ['settle' | 'fail' | 'reverse' | 'reinstate', (refill: ModelRefill) => boolean][] = [
  ['settle', (refill) => refill.status === 'processing' || refill.status === 'failed'],
  ['fail', (refill) => refill.status === 'processing'],
  ['reverse', isPaidByCard],
  ['reinstate', (refill) => refill.status === 'reversed'],
]
const resolve = resolutions.map(([verb, fits]) =>
  target.map((t) => {
    const index = (model: Model) => pick(model.refills, t, fits)
    return new Step(
      `${verb}(${name(t)})`,
      hasRefills,
      (model) => model[verb](index(model)),
      (machine, model) => machine[verb](index(model)),
    )
  }),
)

/** Of what could go back to the card: all of it, all that can be printed with, all of that which the card has paid, one cent more, or so much. */
type Share = 'refundable' | 'available' | 'from card' | 'too much' | number
const requestCardRefundStep = (k: string, t: Target, share: Share) => {
  const index = (model: Model) => pick(model.refills, t, isPaidByCard)
  const wanted = (model: Model) => {
    const refundable = model.refundable(index(model))
    if (share === 'refundable') return refundable
    if (share === 'available') return Math.min(refundable, model.available)
    if (share === 'from card') return Math.min(refundable, model.fromCard)
    return share === 'too much' ? refundable + 1 : share
  }
  return new Step(
    `requestCardRefund(${k}, ${name(t)}, ${share})`,
    hasRefills,
    (model) => model.requestCardRefund(k, index(model), wanted(model)),
    (machine, model) => machine.requestCardRefund(k, index(model), wanted(model)),
  )
}
const share = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Share>('refundable', 'available', 'from card', 'from card', 'too much') },
  { weight: 3, arbitrary: amount.map((a): Share => Math.ceil(a / 5)) },
  { weight: 1, arbitrary: fc.constantFrom<Share>(0, 1) },
)
const requestCardRefund = fc.tuple(key, target, share).map(([k, t, s]) => requestCardRefundStep(k, t, s))

const hasCardRefunds = (model: Model) => model.cardRefunds.length > 0
const settleCardRefund = (['processing', 'failed'] as const).map((status) =>
  target.map((t) => {
    const index = (model: Model) => pick(model.cardRefunds, t, (refund) => refund.status === status)
    return new Step(
      `settleCardRefund(${name(t)})`,
      hasCardRefunds,
      (model) => model.settleCardRefund(index(model)),
      (machine, model) => machine.settleCardRefund(index(model)),
    )
  }),
)
/** With the processor's total or without: what is known and so much more or less. */
const failCardRefund = (['processing', 'refunded'] as const).map((status) =>
  fc.tuple(target, fc.option(fc.integer({ min: -300, max: 900 }))).map(([t, n]) => {
    const index = (model: Model) => pick(model.cardRefunds, t, (refund) => refund.status === status)
    const told = (model: Model) => {
      const { refunded, refundedFee } = model.refills[model.cardRefunds[index(model)]!.refill]!
      return n === null ? null : Math.max(0, refunded + refundedFee + n)
    }
    return new Step(
      `failCardRefund(${name(t)}, ${n === null ? 'no total' : `known and ${n}`})`,
      hasCardRefunds,
      (model) => model.failCardRefund(index(model), told(model)),
      (machine, model) => machine.failCardRefund(index(model), told(model)),
    )
  }),
)

/** The processor's total of a charge: of everything so many hundredths, or what is known and so much more or less. */
const recordOutsideRefundStep = (t: Target, words: string, totalOf: (refill: ModelRefill) => number) => {
  const index = (model: Model) =>
    pick(model.refills, t, (refill) => isPaidByCard(refill) || refill.status === 'reversed')
  const total = (model: Model) => totalOf(model.refills[index(model)]!)
  return new Step(
    `recordProcessorRefund(${name(t)}, ${words})`,
    hasRefills,
    (model) => model.recordProcessorRefund(index(model), total(model)),
    (machine, model) => machine.recordProcessorRefund(index(model), total(model)),
  )
}
const recordProcessorRefund = fc
  .tuple(
    target,
    fc.oneof(
      fc
        .integer({ min: 0, max: 110 })
        .map((n) => [`${n} %`, ({ amount: a, fee }: ModelRefill) => Math.floor(((a + fee) * n) / 100)] as const),
      fc
        .integer({ min: -300, max: 900 })
        .map(
          (n) =>
            [
              `known and ${n}`,
              ({ refunded, refundedFee }: ModelRefill) => Math.max(0, refunded + refundedFee + n),
            ] as const,
        ),
    ),
  )
  .map(([t, [words, totalOf]]) => recordOutsideRefundStep(t, words, totalOf))

const printed = (label: ModelLabel) => label.usps && label.status === 'printed'
const asked = (label: ModelLabel) => label.status === 'refund_requested'

const requestRefundStep = (k: string, t: Target) => {
  const index = (model: Model) => pick(model.labels, t, printed)
  return new Step(
    `requestRefund(${k}, ${name(t)})`,
    hasLabels,
    (model) => model.requestRefund(k, index(model)),
    (machine, model) => machine.requestRefund(k, index(model)),
  )
}
const requestRefund = fc.tuple(key, target).map(([k, t]) => requestRefundStep(k, t))
const refund = fc.tuple(target, fc.nat({ max: 3 })).map(([t, n]) => {
  const approved = n > 0
  const index = (model: Model) => pick(model.labels, t, asked)
  return new Step(
    `refund(${name(t)}, ${approved})`,
    hasLabels,
    (model) => model.refund(index(model), approved),
    (machine, model) => machine.refund(index(model), approved),
  )
})

/** A limit close to the current amount, where it matters, or any. */
const setLimit = fc
  .oneof(
    fc
      .integer({ min: -500, max: 2_000 })
      .map(
        (room) =>
          [`balance and pending ${room}`, (model: Model) => Math.max(0, model.postage + model.pending + room)] as const,
      ),
    amount.map((limit) => [String(limit), () => limit] as const),
    fc.integer({ min: 0, max: 100_000 }).map((limit) => [String(limit), () => limit] as const),
  )
  .map(
    ([words, limit]) =>
      new Step(
        `setLimit(${words})`,
        always,
        (model) => model.setLimit(limit(model)),
        (machine, model) => machine.setLimit(limit(model)),
      ),
  )

const setCreditLimitStep = (a: number) =>
  new Step(
    `setCreditLimit(${a})`,
    always,
    (model) => model.setCreditLimit(a),
    (machine) => machine.setCreditLimit(a),
  )

const recordReceiptStep = (account: ModelReceipt['account'], a: number) =>
  new Step(
    `recordReceipt(${account}, ${a})`,
    always,
    (model) => model.recordReceipt(account, a),
    (machine) => machine.recordReceipt(account, a),
  )
const recordReceipt = fc
  .tuple(fc.constantFrom('reserve' as const, 'purchase_power' as const), amount)
  .map(([account, a]) => recordReceiptStep(account, a))

const correctReceipt = target.map((t) => {
  const index = (model: Model) => pick(model.receipts, t, ({ corrected }) => !corrected)
  return new Step(
    `correctReceipt(${name(t)})`,
    hasReceipts,
    (model) => model.correctReceipt(index(model)),
    (machine, model) => machine.correctReceipt(index(model)),
  )
})

const onThe = (verb: 'settle' | 'reverse', index: number) =>
  new Step(
    `${verb}(#${index})`,
    always,
    (model) => model[verb](index),
    (machine) => machine[verb](index),
  )
const paidByCard = [refillStep('b1', 'credit_card', 'fill'), onThe('settle', 0)]
const first: Target = { n: 0, any: false }

/**
 * The starting points of sequences. Random steps alone rarely fill a balance while refunds are pending, or reverse a
 * refill that is already spent.
 */
export const beginnings = {
  empty: [],
  'full, refunds asked for': [
    refillStep('b1', 'reserve_account', 'fill'),
    ...[1, 2, 3].flatMap((n) => [spendStep(`b${n}`, true, 300 * n), requestRefundStep(`b${n}`, first)]),
    refillStep('b2', 'reserve_account', 'fill'),
  ],
  'a card’s answer outstanding, refunds asked for': [
    ...paidByCard,
    ...[1, 2].flatMap((n) => [spendStep(`b${n}`, true, 600 * n), requestRefundStep(`b${n}`, first)]),
    refillStep('b2', 'credit_card', 'fill'),
    requestCardRefundStep('b1', first, 150),
  ],
  'a chargeback has left something owed': [
    ...paidByCard,
    spendStep('b1', true, 1_400),
    requestRefundStep('b1', first),
    onThe('reverse', 0),
  ],
  'postage on its way back to the card': [
    ...paidByCard,
    requestCardRefundStep('b1', first, 700),
    requestCardRefundStep('b2', first, 500),
    recordOutsideRefundStep(first, 'known and 600', ({ refunded, refundedFee }) => refunded + refundedFee + 600),
    spendStep('b1', true, 300),
  ],
  'a refund given up, another one on its way': [
    ...paidByCard,
    requestCardRefundStep('b1', first, 'available'),
    new Step(
      'failCardRefund(#0)',
      always,
      (model) => model.failCardRefund(0, null),
      (machine) => machine.failCardRefund(0, null),
    ),
    requestCardRefundStep('b2', first, 'available'),
  ],
  'a payment recorded, and less credit than it was': [
    refillStep('b1', 'purchase_power', 1_000),
    recordReceiptStep('purchase_power', 1_000),
    setCreditLimitStep(999),
  ],
  'something owed while postage is on its way back': [
    refillStep('b1', 'credit_card', 1_000),
    onThe('settle', 0),
    refillStep('b2', 'credit_card', 'fill'),
    onThe('settle', 1),
    requestCardRefundStep('b1', first, 700),
    spendStep('b1', true, 500),
    onThe('reverse', 1),
  ],
}

/** Every verb of the ledger, as steps for fast-check; the commonest stand more than once. */
export const steps = [
  requestRefill,
  requestRefill,
  requestRefill,
  requestRefill,
  spend,
  spend,
  requestRefund,
  requestRefund,
  refund,
  refund,
  ...resolve,
  ...resolve,
  requestCardRefund,
  requestCardRefund,
  ...settleCardRefund,
  ...failCardRefund,
  recordProcessorRefund,
  setLimit,
  amount.map(
    (a) =>
      new Step(
        `deposit(${a})`,
        always,
        (model) => model.deposit(a),
        (machine) => machine.deposit(a),
      ),
  ),
  amount.map(
    (a) =>
      new Step(
        `pay(${a})`,
        always,
        (model) => model.pay(a),
        (machine) => machine.pay(a),
      ),
  ),
  recordReceipt,
  correctReceipt,
  correctReceipt,
  amount.map(setCreditLimitStep),
  fc.tuple(method, fc.nat({ max: 3 })).map(
    ([m, n]) =>
      new Step(
        `setActive(${m}, ${n > 0})`,
        always,
        (model) => {
          if (n > 0) model.inactive.delete(m)
          else model.inactive.add(m)
          return 'done'
        },
        (machine) => machine.setActive(m, n > 0),
      ),
  ),
  fc.constant(
    new Step(
      'claim()',
      always,
      (model) => model.refills.flatMap((refill, index) => (refill.status === 'processing' ? [index] : [])),
      (machine) => machine.claim(),
    ),
  ),
  fc.constant(
    new Step(
      'claimCardRefunds()',
      always,
      (model) => model.cardRefunds.flatMap((refund, index) => (refund.status === 'processing' ? [index] : [])),
      (machine) => machine.claimCardRefunds(),
    ),
  ),
]
