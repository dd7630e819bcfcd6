/** Options that contradict each other, as a message: `a refill of … does not fit`. */
export class PlanError extends Error {
  override name = 'PlanError'
}
