/** Whether the request is allowed and, if not, the whole seconds until it is. */
export type RateLimitResult = { ok: true } | { ok: false; retryAfter: number }

type Bucket = { tokens: number; at: number }

/**
 * Rate limits of one kind. Each key has a bucket of tokens that refills evenly per minute; 0 means no limit. Buckets
 * exist only in this process. At most `most` buckets are kept. The least recently used one is dropped and starts full
 * again.
 */
export type TokenBuckets = ReturnType<typeof createBuckets>

/** Makes an empty set of buckets. */
export function createBuckets(most: number) {
  const buckets = new Map<string, Bucket>()

  /** Takes a token. If there is none, nothing changes. */
  function take(key: string, perMinute: number, burst = perMinute, now = performance.now()): RateLimitResult {
    if (perMinute <= 0) return { ok: true }
    const perMs = perMinute / 60_000
    const known = buckets.get(key)
    const tokens = known ? Math.min(burst, known.tokens + Math.max(0, now - known.at) * perMs) : burst
    // Insert again, so that the map's order is the order of use.
    buckets.delete(key)
    const taken = tokens >= 1
    buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now })
    if (buckets.size > most) buckets.delete(buckets.keys().next().value!)
    return taken ? { ok: true } : { ok: false, retryAfter: Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)) }
  }

  /** Gives a token back that turned out not to count. */
  function giveBack(key: string): void {
    const known = buckets.get(key)
    if (known) known.tokens += 1
  }

  return { take, giveBack, size: () => buckets.size }
}
