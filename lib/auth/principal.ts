/** Who acts: a person or an API key, in one team. The database checks it again with every move of money. */
export type Principal = { type: 'user' | 'api_key'; id: string; teamId: number }

/** An API key as the client presents it. The statement that does the work authenticates and authorizes it. */
export type PresentedKey = {
  type: 'presented_key'
  hash: Buffer
  /** The allowance of writes; 0 per minute is no limit. */
  perMinute: number
  burst: number
}

/** Why a key was refused, before the request was examined. */
export type KeyRefusal = {
  ok: false
  keyRefusal: 'unauthenticated' | 'forbidden' | 'rate_limited'
  /** Seconds, with `rate_limited`. */
  retryAfter: number | null
}
