import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { isUuid } from '../../db/queries/is-uuid'
import { env } from '../env'
import { cookieName, isSecure } from './session-cookie'

const NONCE = 12
const TAG = 16
/** Drafts are kept for a day. */
const BEYOND_SESSION_SECONDS = 24 * 60 * 60

/**
 * Stores in an encrypted cookie who signed in last. The cookie grants no access. After a session has ended, it says
 * whose draft a form is.
 */
export async function rememberPerson(userId: string): Promise<void> {
  const maxAge = Math.round(env().session.seconds) + BEYOND_SESSION_SECONDS
  ;(await cookies()).set(cookieName('person'), seal(userId), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: isSecure(),
    maxAge,
  })
}

/** The person who signed in last in this browser; null if there is none or the cookie is invalid. */
export async function lastPerson(): Promise<string | null> {
  const cookie = (await cookies()).get(cookieName('person'))?.value
  const userId = cookie && cookie.length < 200 ? open(cookie) : null
  return userId !== null && isUuid(userId) ? userId : null
}

function seal(text: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function open(sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= NONCE + TAG) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, NONCE), { authTagLength: TAG })
    decipher.setAuthTag(bytes.subarray(-TAG))
    return decipher.update(bytes.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

const key = () => new Uint8Array(hkdfSync('sha256', env().authSecret, '', 'indicia person cookie', 32))
