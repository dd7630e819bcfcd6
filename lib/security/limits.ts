import { env } from '../env'
import { clientAddress } from './client-address'
import { recordSecurityEvent } from './record-event'
import { createBuckets, type RateLimitResult, type TokenBuckets } from './token-buckets'

/** The limits per address. The first two count attempts, the others refusals. */
export type CountedByAddress = 'sign_in' | 'callback' | 'api_key' | 'webhook' | 'cron'

/** Addresses and people that are remembered: some 100 bytes each. */
const MOST = 20_000
/** A team's limit is this many times a person's. */
const PEOPLE_AT_ONCE = 10

// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const held = globalThis as { indiciaLimits?: Record<'addresses' | 'members', TokenBuckets> }
const limits = () => (held.indiciaLimits ??= { addresses: createBuckets(MOST), members: createBuckets(MOST) })

/** Counts one more for the client's address. */
export function countByAddress(what: CountedByAddress): RateLimitResult {
  const { signInsPerMinute, refusalsPerMinute } = env()
  const address = clientAddress()
  const perMinute = what === 'sign_in' || what === 'callback' ? signInsPerMinute : refusalsPerMinute
  return recorded(what, limits().addresses.take(`${what} ${address}`, perMinute))
}

/** Takes a count back: a successful sign-in costs others behind the same address nothing. */
export function uncountByAddress(what: CountedByAddress): void {
  limits().addresses.giveBack(`${what} ${clientAddress()}`)
}

/** Counts one more write, or export, of a member; the team has a limit of its own. */
export function countWrite({ userId, teamId }: { userId: string; teamId: number }): RateLimitResult {
  const { webWritesPerMinute: perMinute } = env()
  const person = limits().members.take(`person ${userId}`, perMinute)
  const limit = person.ok ? limits().members.take(`team ${teamId}`, perMinute * PEOPLE_AT_ONCE) : person
  return recorded(person.ok ? 'writes of the team' : 'writes', limit, { userId, teamId })
}

/** Resets all limits, for tests. */
export function forgetLimits(): void {
  held.indiciaLimits = undefined
}

function recorded(
  what: string,
  limit: RateLimitResult,
  who: { userId?: string; teamId?: number } = {},
): RateLimitResult {
  if (!limit.ok) recordSecurityEvent('rate_limited', { reason: what, ...who })
  return limit
}
