import { log } from '../log'

/** What an operator looks for in the log when something is wrong at the door (OWASP ASVS 5.0, 16.3). */
export type SecurityEvent =
  | 'sign_in'
  | 'sign_in_refused'
  | 'sign_out'
  | 'page_refused'
  | 'action_refused'
  | 'api_key_refused'
  | 'rate_limited'
  | 'webhook_refused'
  | 'settings_changed'

/** Who and what: ids, names of settings, prefixes of keys. Never a secret, a token, a card or an amount. */
export type SecurityFacts = Record<string, string | number | boolean | null | undefined>

const USUAL: readonly SecurityEvent[] = ['sign_in', 'sign_out', 'settings_changed']

/** Writes a security event into the log as one line: `event` names it, the rest says who and what. */
export function recordSecurityEvent(event: SecurityEvent, facts: SecurityFacts): void {
  log[USUAL.includes(event) ? 'info' : 'warn']({ event, ...facts }, 'security event')
}
