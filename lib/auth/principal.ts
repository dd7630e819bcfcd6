/** Who acts: a person or an API key, in one team. The database checks it again with every move of money. */
export type Principal = { type: 'user' | 'api_key'; id: string; teamId: number }

/** An API key as somebody shows it: the statement that does the work finds out whose it is, and whether it may. */
export type PresentedKey = {
  type: 'presented_key'
  hash: Buffer
  /** The allowance of writes; 0 per minute is no limit. */
  perMinute: number
  burst: number
}

/** Why a key was not let in, before anything that it asks for was looked at. */
export type KeyRefusal = {
  ok: false
  keyRefusal: 'unauthenticated' | 'forbidden' | 'rate_limited'
  /** Seconds, with `rate_limited`. */
  retryAfter: number | null
}
