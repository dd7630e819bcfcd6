import { log } from '../log'
import { cleanText } from '../text/rules/read-text'
import { clientAddress } from './client-address'
import { countRepeats } from './count-repeats'

/** Security events that operators look for in the log (OWASP ASVS 5.0, 16.3). docs/security-events.md explains each. */
export type SecurityEvent =
  | 'sign_in'
  | 'sign_in_refused'
  | 'sign_out'
  | 'page_refused'
  | 'action_refused'
  | 'api_key_refused'
  | 'cron_refused'
  | 'rate_limited'
  | 'webhook_refused'
  | 'settings_changed'

/** Who and what: ids, names of settings, prefixes of keys. Never a secret, a token, a card or an amount. */
export type SecurityFacts = Record<string, string | number | boolean | null | undefined>

const USUAL: readonly SecurityEvent[] = ['sign_in', 'sign_out', 'settings_changed']

/** Characters of a fact: some come from outside. */
const LONGEST = 200

/**
 * Logs a security event as one line: `event` names it, and the other fields say who, what, and from where. Repeated
 * refusals are logged once and then counted in one line per minute. Returns whether the event was logged.
 */
export function recordSecurityEvent(event: SecurityEvent, given: SecurityFacts): boolean {
  const address = clientAddress()
  const facts = clean(address === 'unknown' ? given : { address, ...given })
  if (USUAL.includes(event)) {
    log.info({ event, ...facts }, 'security event')
    return true
  }
  const { reason = null, userId = null, page = null } = facts
  return countRepeats({ event, reason, userId, page }, address, () => log.warn({ event, ...facts }, 'security event'))
}

function clean(facts: SecurityFacts): SecurityFacts {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? cleanText(value, { longest: LONGEST }) : value]),
  )
}
