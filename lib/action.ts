import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { currentMember, type Member } from './auth/current-member'
import { may, type Permission } from './auth/permissions'
import { env } from './env'

/**
 * First line of every server action: the request must come from our own pages (Next lets one without an Origin header
 * through), from somebody who is signed in, is a member, and may. Everything else ends here with nothing changed; who
 * may not (any more) is led to `path`, whose page says so and whom to ask.
 */
export async function authorizeAction(path: string, permission: Permission): Promise<Member> {
  await refuseForeignOrigin()
  const member = await currentMember(path)
  if (!member || !may(member.role, permission)) redirect(path)
  return member
}

/** Refuses a request whose Origin header is missing, null or another site's. */
export async function refuseForeignOrigin(): Promise<void> {
  if ((await headers()).get('origin') !== env().authUrl) forbidden()
}
