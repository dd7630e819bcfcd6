import { headers } from 'next/headers'
import { forbidden } from 'next/navigation'
import { requireMember, type Member } from './auth/current-member'
import type { Permission } from './auth/permissions'
import { env } from './env'

/**
 * First line of every server action: the request must come from our own pages (Next lets one without an Origin header
 * through), from somebody who is signed in, is a member, and may. Everything else ends here with nothing changed.
 */
export async function authorizeAction(path: string, permission: Permission): Promise<Member> {
  await refuseForeignOrigin()
  return requireMember(path, permission)
}

/** Refuses a request whose Origin header is missing, null or another site's. */
export async function refuseForeignOrigin(): Promise<void> {
  if ((await headers()).get('origin') !== env().authUrl) forbidden()
}
