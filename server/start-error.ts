/** A start that cannot be, told in words that a person can act on: no stack trace belongs to it. */
export class StartError extends Error {
  override name = 'StartError'
}
