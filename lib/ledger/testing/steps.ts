import fc from 'fast-check'
import type { PaymentMethodType } from '../../refills/rules/quote'
import type { Model, ModelLabel, ModelReceipt, ModelRefill } from './model'
import { allWon, reportStep, returnSteps, failCardRefundStep, wholeDispute } from './return-steps'
import {
  always,
  amount,
  first,
  hasLabels,
  hasRefills,
  isPaidByCard,
  key,
  name,
  pick,
  Step,
  target,
  type Target,
} from './step'

const hasReceipts = (model: Model) => model.receipts.length > 0

const method = fc.constantFrom<PaymentMethodType>('credit_card', 'credit_card', 'reserve_account', 'purchase_power')

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

/** What becomes of a refill, and of which refills it does. */
const resolutions: ['settle' | 'fail', (refill: ModelRefill) => boolean][] = [
  ['settle', (refill) => refill.status === 'processing' || refill.status === 'failed'],
  ['fail', (refill) => refill.status === 'processing'],
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

const settleStep = (index: number) =>
  new Step(
    `settle(#${index})`,
    always,
    (model) => model.settle(index),
    (machine) => machine.settle(index),
  )
const paidByCard = [refillStep('b1', 'credit_card', 'fill'), settleStep(0)]
const second: Target = { n: 1, any: true }

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
    reportStep(first, wholeDispute),
  ],
  'postage on its way back to the card': [
    ...paidByCard,
    requestCardRefundStep('b1', first, 700),
    requestCardRefundStep('b2', first, 500),
    reportStep(first, [
      { what: 'refunded', percent: 20 },
      { what: 'our refund', n: 0, state: 'pending' },
    ]),
    spendStep('b1', true, 300),
  ],
  'a refund given up, another one on its way': [
    ...paidByCard,
    requestCardRefundStep('b1', first, 'available'),
    failCardRefundStep(first, 'processing'),
    requestCardRefundStep('b2', first, 'available'),
  ],
  'a payment recorded, and less credit than it was': [
    refillStep('b1', 'purchase_power', 1_000),
    recordReceiptStep('purchase_power', 1_000),
    setCreditLimitStep(999),
  ],
  'something owed while postage is on its way back': [
    refillStep('b1', 'credit_card', 1_000),
    settleStep(0),
    refillStep('b2', 'credit_card', 'fill'),
    settleStep(1),
    requestCardRefundStep('b1', first, 700),
    spendStep('b1', true, 500),
    reportStep(second, wholeDispute),
  ],
  'spent, refunded, and then disputed as well': [
    ...paidByCard,
    spendStep('b1', true, 900),
    reportStep(first, [{ what: 'refunded', percent: 60 }]),
    reportStep(first, wholeDispute),
  ],
  'a part is disputed, and a part refunded': [
    ...paidByCard,
    reportStep(first, [
      { what: 'disputed', percent: 30 },
      { what: 'refunded', percent: 20 },
    ]),
  ],
  'all went back to the card, and of that a part of the fee came again': [
    ...paidByCard,
    reportStep(first, [
      { what: 'refunded', percent: 97 },
      { what: 'refunded', percent: 100 },
    ]),
    reportStep(first, [{ what: 'comes back', n: 1 }]),
  ],
  'a dispute won, lost, and won while another refill owes': [
    refillStep('b1', 'credit_card', 1_000),
    settleStep(0),
    refillStep('b2', 'credit_card', 1_000),
    settleStep(1),
    spendStep('b1', true, 'all'),
    reportStep(first, wholeDispute),
    reportStep(first, allWon),
    refillStep('b3', 'reserve_account', 1_000),
    reportStep(first, [{ what: 'disputed again', n: 0 }]),
    spendStep('b2', true, 'all'),
    reportStep(second, wholeDispute),
    reportStep(first, allWon),
  ],
  'a dispute that was won': [
    ...paidByCard,
    spendStep('b1', true, 700),
    reportStep(first, wholeDispute),
    reportStep(first, allWon),
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
  ...returnSteps,
  ...returnSteps,
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
      'claimDuplicates()',
      always,
      (model) =>
        [...model.duplicates.keys()]
          .filter((charge) => model.remaining(charge) > 0)
          .sort()
          .map((charge) => [charge, model.remaining(charge), model.duplicates.get(charge)!.refill]),
      (machine) => machine.claimDuplicates(),
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
