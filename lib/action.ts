import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { answerInstead } from './answer-status'
import { currentMember, isSignedIn, type Member } from './auth/current-member'
import { keepForm } from './auth/kept-form'
import { may, type Permission } from './auth/permissions'
import { env } from './env'
import { countWrite } from './security/limits'
import type { Taken } from './security/token-buckets'
import { tooFastForForm } from './security/too-fast'

/**
 * First line of every server action: the request must come from our own pages (Next lets one without an Origin header
 * through), from somebody who is signed in, is a member, and may. Everything else ends here with nothing changed; who
 * may not (any more) is led to `path`, whose page says so and whom to ask. Whose session has ended signs in again and finds
 * `form` as they typed it.
 */
export async function authorizeAction(path: string, permission: Permission, form: FormData): Promise<Member> {
  await refuseForeignOrigin()
  const member = await currentMember(path)
  if (!member && !(await isSignedIn())) redirect(`/sign-in?callbackUrl=${encodeURIComponent((await keepForm(form)) ?? path)}`)
  if (!member || !may(member.role, permission)) redirect(path)
  await slowDown(countWrite(member))
  return member
}

/** Ends the action here, with 429 and when to go on, where there was too much of it: nothing was changed. */
export async function slowDown(taken: Taken): Promise<void> {
  if (taken.ok) return
  const { headers: with429, body } = tooFastForForm(taken.retryAfter, (await headers()).has('next-action'))
  answerInstead(429, with429, body)
  // Next finds the request answered.
  forbidden()
}

/** Refuses a request whose Origin header is missing, null or another site's. */
export async function refuseForeignOrigin(): Promise<void> {
  if ((await headers()).get('origin') !== env().authUrl) forbidden()
}
