import type { PresentedKey } from '../auth/principal'

/** More keys than an installation has. Strangers cannot fill it: only keys that the database knows get in. */
const MOST = 10_000

const known = new Set<string>()

/** Whether this process has seen the key before. This grants nothing: the database authorizes the key each time. */
export function isKnownKey({ hash }: PresentedKey): boolean {
  return known.has(hash.toString('base64'))
}

/** Remembers a key that the database knows. */
export function rememberKey({ hash }: PresentedKey): void {
  if (known.size >= MOST) known.clear()
  known.add(hash.toString('base64'))
}
