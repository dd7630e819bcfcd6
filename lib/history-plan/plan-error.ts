/** Wishes that contradict each other, in words: `a refill of … does not fit`. */
export class PlanError extends Error {
  override name = 'PlanError'
}
