/**
 * How one of the next requests is treated: `at` is the beginning of "METHOD /path" (all, where it is empty). `silence`,
 * `reset` and `status` happen before the request is worked on, or after, when its money has moved. A `status` of 500 that
 * happens after is what the key is answered with from then on, as at Stripe. One of `instead` is kept under the key, too, but nothing was done: no money has moved, and none will.
 */
export type Reaction = {
  at?: string
  when?: 'before' | 'after' | 'instead'
  /** Milliseconds until the answer. */
  delay?: number
  reset?: boolean
  status?: number
  headers?: Record<string, string>
  /** No JSON, as a proxy on the way would answer. */
  html?: boolean
  /** To so many requests; 1 by itself. */
  times?: number
}

export class Reactions {
  private queue: Reaction[] = []

  order(...reactions: Reaction[]): void {
    this.queue.push(...reactions)
  }

  clear(): void {
    this.queue = []
  }

  next(method: string, path: string): Reaction | null {
    const reaction = this.queue.find(({ at = '' }) => `${method} ${path}`.startsWith(at))
    if (!reaction) return null
    reaction.times = (reaction.times ?? 1) - 1
    if (reaction.times <= 0) this.queue = this.queue.filter((each) => each !== reaction)
    return reaction
  }
}
