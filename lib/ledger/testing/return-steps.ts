import fc from 'fast-check'
import { chargeName, type Model, type ModelCardRefund } from './model'
import { change, type Change, type ModelCharge, type Reading } from './processor'
import { hasRefills, name, pick, Step, target, type Target } from './step'

/** Steps at the processor: what becomes of charges there, and what the database is told of it and when. */

type Report = {
  /** Of a refill: its own charge, or a second or third payment for it. */
  payment: 'first' | 'second' | 'third'
  /** `other amount`: not what the refill costs. `nothing`: not charged. */
  charged: 'all' | 'other amount' | 'nothing'
  /** `later`: it is read now, and told later by `tellEarlier`. `no returns`: nobody asked for those. */
  told: 'now' | 'later' | 'no returns'
}

const hasCards = (model: Model) => model.refills.some(({ method }) => method === 'credit_card')

/** These changes happen to a charge; it is read then, and mostly told at once. */
export const reportStep = (
  t: Target,
  changes: Change[],
  { payment, charged, told }: Report = { payment: 'first', charged: 'all', told: 'now' },
): Step => {
  const charge = (model: Model): ModelCharge => {
    // Sometimes one whose outcome nobody has told yet.
    const index = pick(
      model.refills,
      t,
      ({ method, status }) =>
        method === 'credit_card' && (status === 'posted' || status === 'reversed') === t.n % 4 < 3,
    )
    const paid = payment === 'first' ? undefined : `${chargeName(index)}-${payment}`
    const now = model.chargeOf(index, paid)
    const isOwn = now.name === (model.refills[index]!.charge ?? chargeName(index))
    const sum = { all: now.charged, 'other amount': now.charged + 100, nothing: 0 }[charged]
    return { ...model.processor.after(now, changes, isOwn ? model.ownRefunds(index) : []), charged: sum }
  }
  const asksForReturns = told !== 'no returns'
  const next = (model: Model): Reading => {
    const { returns, ...read } = charge(model)
    return { ...read, returns: asksForReturns ? returns : null, readAt: model.processor.clock + 1 }
  }
  const read = (model: Model) => {
    // What is not charged like this is a mistake of somebody who tells it: the processor has no such charge.
    const isTrue = charged === 'all'
    if (isTrue) return model.processor.read(charge(model), asksForReturns)
    const reading = next(model)
    model.processor.mistake()
    return reading
  }
  return new Step(
    `report(${name(t)}, ${payment}, ${charged}, ${told}: ${changes.map(change).join(', ')})`,
    hasRefills,
    (model) => {
      const reading = read(model)
      return told === 'later' ? 'kept' : model.record(reading)
    },
    (machine, model) => (told === 'later' ? Promise.resolve('kept') : machine.record(next(model))),
  )
}

export const wholeDispute: Change[] = [{ what: 'disputed', percent: 100 }]
export const allWon: Change[] = [0, 0, 0].map((n) => ({ what: 'won', n }))

const n = fc.nat({ max: 5 })
const percent = fc.oneof(fc.constantFrom(100, 100, 1, 97), fc.integer({ min: 1, max: 100 }))
const changed: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: percent.map((p): Change => ({ what: 'disputed', percent: p })) },
  { weight: 4, arbitrary: n.map((at): Change => ({ what: 'won', n: at })) },
  { weight: 1, arbitrary: n.map((at): Change => ({ what: 'disputed again', n: at })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(n, percent)
      .map(([at, p]): Change => ({ what: 'disputed for another amount', n: at, percent: p })),
  },
  { weight: 4, arbitrary: percent.map((p): Change => ({ what: 'refunded', percent: p })) },
  { weight: 2, arbitrary: n.map((at): Change => ({ what: 'comes back', n: at })) },
  { weight: 1, arbitrary: n.map((at): Change => ({ what: 'vanishes', n: at })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(n, fc.constantFrom('pending' as const, 'succeeded' as const, 'succeeded' as const, 'failed' as const))
      .map(([at, state]): Change => ({ what: 'our refund', n: at, state })),
  },
)
const report = fc
  .tuple(
    target,
    fc.array(changed, { minLength: 0, maxLength: 3 }),
    fc.record<Report>({
      payment: fc.constantFrom('first', 'first', 'first', 'first', 'second', 'second', 'third'),
      charged: fc.constantFrom('all', 'all', 'all', 'all', 'all', 'all', 'all', 'all', 'other amount', 'nothing'),
      told: fc.constantFrom('now', 'now', 'now', 'now', 'later', 'no returns'),
    }),
  )
  .map(([t, changes, how]) => reportStep(t, changes, how))

/** What was read earlier arrives now, perhaps for the second time. */
const tellEarlier = fc.nat({ max: 1_000 }).map((at) => {
  const reading = ({ processor: { readings } }: Model) => readings[at % readings.length]!
  return new Step(
    `tellEarlier(#${at})`,
    (model) => hasCards(model) && model.processor.readings.length > 0,
    (model) => model.record(reading(model)),
    (machine, model) => machine.record(reading(model)),
  )
})

const hasCardRefunds = (model: Model) => model.cardRefunds.length > 0
const cardRefund = (t: Target, status: ModelCardRefund['status']) => (model: Model) =>
  pick(model.cardRefunds, t, (refund) => refund.status === status)

/** The job asked the processor before the last so many readings. */
const settleCardRefundStep = (t: Target, status: ModelCardRefund['status'], ago: number) => {
  const index = cardRefund(t, status)
  return new Step(
    `settleCardRefund(${name(t)}, ${ago} ago)`,
    hasCardRefunds,
    (model) => model.settleCardRefund(index(model), ago),
    (machine, model) => machine.settleCardRefund(index(model), Math.max(0, model.processor.clock + 1 - ago)),
  )
}
export const failCardRefundStep = (t: Target, status: ModelCardRefund['status'], ago = 0): Step => {
  const index = cardRefund(t, status)
  return new Step(
    `failCardRefund(${name(t)}, ${status}, ${ago} ago)`,
    hasCardRefunds,
    (model) => model.failCardRefund(index(model), ago),
    (machine, model) => machine.failCardRefund(index(model), Math.max(0, model.processor.clock + 1 - ago)),
  )
}

const ago = fc.constantFrom(0, 0, 0, 1, 3)
export const returnSteps = [
  report,
  report,
  tellEarlier,
  ...(['processing', 'failed'] as const).map((status) =>
    fc.tuple(target, ago).map(([t, earlier]) => settleCardRefundStep(t, status, earlier)),
  ),
  ...(['processing', 'refunded'] as const).map((status) =>
    fc.tuple(target, ago).map(([t, earlier]) => failCardRefundStep(t, status, earlier)),
  ),
]
