import { PlanError } from './plan-error'
import { AVERAGE_USPS, CHEAPEST_USPS } from './services'
import type { Random } from './random'

const CHOICES = [1000, 2500, 5000, 10_000, 25_000]

/** How much is added: as the screens offer it, enough for the labels until the next refill, and never beyond the room. */
export function chooseRefillAmount(
  random: Random,
  state: {
    balance: number
    limit: number
    minimum: number
    /** Labels until the next refill, and posted refills that follow before any label. */
    labels: number
    refillsAfter: number
    /** What has to be left after those labels. */
    end: number | undefined
  },
): number {
  const { balance, limit, minimum, labels, refillsAfter, end } = state
  const most = limit - balance - refillsAfter * minimum
  if (most < minimum) throw new PlanError('a refill does not fit under the limit')
  if (end !== undefined && refillsAfter === 0 && labels === 0) {
    const exact = end - balance
    if (exact < minimum || exact > most)
      throw new PlanError('the balance to end with cannot be reached without a label')
    return exact
  }
  const spent = labels * AVERAGE_USPS * (0.7 + 0.5 * random.next())
  // The end has to leave something for its labels to spend.
  const floor = end === undefined ? 0 : end + Math.min(labels, 3) * CHEAPEST_USPS
  const needed = Math.max(minimum, floor - balance)
  const wanted = Math.max(needed, (end ?? random.whole(500, 3000)) + spent - balance)
  // People take the choice that is about right.
  const choice = CHOICES.find((amount) => amount >= wanted * 0.75 && amount >= needed && amount <= most)
  if (choice !== undefined) return choice
  // "Other" in whole five dollars, or "Fill to limit".
  return Math.min(most, Math.ceil(wanted / 500) * 500)
}
