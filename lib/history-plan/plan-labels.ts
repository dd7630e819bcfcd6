import type { LabelEvent } from './events'
import type { Random } from './random'
import { AVERAGE_USPS, CHEAPEST_USPS, COMFORTABLE_USPS, drawOtherLabel, drawUspsLabel, uspsLabelFor } from './services'
import { PlanError } from './plan-error'

type PlannedLabel = Pick<LabelEvent, 'carrier' | 'service' | 'amount'> & {
  /** The amount charged to the postage balance. */
  spent: number
}

const PLENTY = 1.2

/** This many labels that together charge the balance at least and at most these amounts; if exact, exactly `most`. */
export function planLabels(
  random: Random,
  {
    count,
    least,
    most,
    exact,
  }: {
    count: number
    least: number
    most: number
    exact: boolean
  },
): PlannedLabel[] {
  if (most < 0 || (count === 0 && least > 0))
    throw new PlanError('the balance to end with cannot be reached by these labels')
  const planned: PlannedLabel[] = []
  let mustSpend = least
  let maySpend = most
  for (let left = count; left > 0; left--) {
    const label = planLabel(random, { left, mustSpend, maySpend, exact })
    planned.push(label)
    mustSpend = Math.max(0, mustSpend - label.spent)
    maySpend -= label.spent
  }
  return planned
}

function planLabel(
  random: Random,
  {
    left,
    mustSpend,
    maySpend,
    exact,
  }: {
    left: number
    mustSpend: number
    maySpend: number
    exact: boolean
  },
): PlannedLabel {
  if (left === 1 && exact) return maySpend > 0 ? fromBalance(uspsLabelFor(maySpend)) : fromCarrierAccount(random)
  // What the labels after this one cannot comfortably take, this one has to.
  const due = mustSpend - (left - 1) * random.whole(1500, COMFORTABLE_USPS)
  if (due > 0) {
    const natural = drawUspsLabel(random, maySpend)
    return fromBalance(natural && natural.amount >= due ? natural : uspsLabelFor(due))
  }
  const thrift = maySpend / (left * AVERAGE_USPS)
  if (random.chance(0.14) || (thrift < 0.3 && random.chance(1 - thrift / 0.3))) return fromCarrierAccount(random)
  // The last label of an exact sum has to be worth something, too.
  const kept = exact ? 4 * CHEAPEST_USPS : 0
  const affordable = thrift < 1 ? maySpend / Math.min(left, 4) : maySpend
  const ceiling = Math.floor(Math.min(maySpend - kept, affordable))
  const drawn = drawUspsLabel(random, ceiling)
  // With plenty left before the next refill, parcels rather than letters: postage is bought to be used.
  const second = thrift > PLENTY ? drawUspsLabel(random, Math.min(ceiling, COMFORTABLE_USPS)) : null
  const chosen = second && drawn && second.amount > drawn.amount ? second : drawn
  return chosen ? fromBalance(chosen) : fromCarrierAccount(random)
}

function fromBalance(postage: { service: string; amount: number }): PlannedLabel {
  return { carrier: 'usps', ...postage, spent: postage.amount }
}

function fromCarrierAccount(random: Random): PlannedLabel {
  const carrier = random.pick(['ups', 'ups', 'fedex'] as const)
  return { carrier, ...drawOtherLabel(random, carrier), spent: 0 }
}
