import { createHash } from 'node:crypto'
import { env } from '../env'

/** Whether people use https. Cookies are then `__Host-` cookies, which no other host can set. */
export function isSecure(): boolean {
  return env().authUrl.startsWith('https://')
}

/** The session cookie's name. */
export function sessionCookieName(): string {
  return cookieName('session')
}

/**
 * The name of a cookie, with the strongest prefix that the protocol allows. Browsers share cookies between all ports of
 * a host. Without https the name contains the port, so that copies on one machine do not sign each other out.
 */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-indicia.${name}` : `indicia.${new URL(env().authUrl).port || '80'}.${name}`
}

/** The stored part of a session cookie: its SHA-256. A copy of the table signs nobody in. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
