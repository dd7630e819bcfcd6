import type { Books } from './books'
import { StripeProblem } from './stripe-problem'

export type Answer = { status: number; body: string; headers?: Record<string, string> }
type Kept = { request: string; since: number; answer: Answer | null }

const KEPT_S = 24 * 3600

/** Answers each key once, as Stripe does: the same request again gets the same answer, failures included, for 24 hours. */
export class IdempotencyKeys {
  private readonly keys = new Map<string, Kept>()

  constructor(private readonly books: Books) {}

  /** What was answered under the key, or null where it is new and is being worked on from now. */
  begin(key: string, request: string): Answer | null {
    const kept = this.keys.get(key)
    if (!kept || kept.since + KEPT_S <= this.books.now()) {
      this.keys.set(key, { request, since: this.books.now(), answer: null })
      return null
    }
    if (kept.request !== request) {
      throw new StripeProblem(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      })
    }
    if (kept.answer === null) {
      throw new StripeProblem(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
      })
    }
    return { ...kept.answer, headers: { ...kept.answer.headers, 'Idempotent-Replayed': 'true' } }
  }

  keep(key: string, answer: Answer): void {
    this.keys.get(key)!.answer = answer
  }

  clear(): void {
    this.keys.clear()
  }

  /** The request was never begun: the key is as good as new. */
  forget(key: string): void {
    this.keys.delete(key)
  }
}
