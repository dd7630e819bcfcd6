import type { IncomingHttpHeaders } from 'node:http'
import { database } from '../../db/client'
import { currentRequest } from '../current-response'
import { env } from '../env'
import { log } from '../log'
import { hashSessionToken } from './session-cookie'

type UserRequest = { method?: string; url?: string; headers: IncomingHttpHeaders }

/**
 * Whether a person made this request. Automatic refreshes and prefetches do not count, so they do not keep an
 * unattended session alive.
 */
export function isUserActivity(request: UserRequest | null = currentRequest()): boolean {
  if (!request || (request.method !== 'GET' && request.method !== 'HEAD')) return true
  const { headers } = request
  if (headers['next-router-prefetch'] || headers['next-router-segment-prefetch']) return false
  if (/prefetch/.test(String(headers['sec-purpose'] ?? headers.purpose ?? ''))) return false
  // A step of Next's router to the page that is open already: its refresh.
  if (headers.rsc) return addressOf(request.url) !== addressOf(headers.referer)
  // Browsers say whether a person requested a page. Nobody requested a page that reloads itself.
  return headers['sec-fetch-mode'] !== 'navigate' || headers['sec-fetch-user'] === '?1'
}

/** Records activity. A failure is logged and does not fail the page. */
export async function recordActivity(token: string): Promise<void> {
  const { idleSeconds } = env().session
  await database().sql`
    update sessions set last_seen_at = greatest(last_seen_at, now())
    where session_token = ${hashSessionToken(token)} and last_seen_at > now() - ${idleSeconds} * interval '1 second'`.catch(
    (error: unknown) => log.debug({ err: error }, 'the activity of a session was not written down'),
  )
}

function addressOf(url: string | undefined): string {
  const { pathname, searchParams } = new URL(URL.canParse(url ?? '', 'http://here') ? url! : '', 'http://here')
  searchParams.delete('_rsc')
  return `${pathname}?${searchParams}`
}
