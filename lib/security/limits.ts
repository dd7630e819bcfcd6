import { env } from '../env'
import { clientAddress } from './client-address'
import { recordSecurityEvent } from './record-event'
import { createBuckets, type RateLimitResult, type TokenBuckets } from './token-buckets'

/** What is counted per address. The first two are what anybody may do, the others what was refused. */
export type CountedByAddress = 'sign_in' | 'callback' | 'api_key' | 'webhook' | 'cron'

/** Addresses and people that are remembered: some 100 bytes each. */
const MOST = 20_000
/** A team may do this many times what one of its people may. */
const PEOPLE_AT_ONCE = 10

// On globalThis: the bundler may give a route its own copy of this module, and there is only one process.
const held = globalThis as { indiciaLimits?: Record<'addresses' | 'members', TokenBuckets> }
const limits = () => (held.indiciaLimits ??= { addresses: createBuckets(MOST), members: createBuckets(MOST) })

/** Counts one more for the address that asks. */
export function countByAddress(what: CountedByAddress): RateLimitResult {
  const { signInsPerMinute, refusalsPerMinute } = env()
  const address = clientAddress()
  const perMinute = what === 'sign_in' || what === 'callback' ? signInsPerMinute : refusalsPerMinute
  return recorded(what, limits().addresses.take(`${what} ${address}`, perMinute))
}

/** It turned out not to count: a sign-in that came to its end costs nobody behind the same address anything. */
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

/** As if nobody had asked yet: for tests. */
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
