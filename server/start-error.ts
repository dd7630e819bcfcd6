/** A start that failed for a reason that a person can act on. It has no stack trace. */
export class StartError extends Error {
  override name = 'StartError'
}
