import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { answerInstead, noteThatActionBegan } from './answer-status'
import { recordRefusedAction } from './audit/record-refused-action'
import { currentMember, isSignedIn, principalOf, type Member } from './auth/current-member'
import { keepForm } from './auth/kept-form'
import { may, type Permission } from './auth/permissions'
import { ACTION, renderRejection, adminsOnly } from './request-guard/rejections'
import { env } from './env'
import { countWrite } from './security/limits'
import type { Taken } from './security/token-buckets'
import { tooFastForForm } from './security/too-fast'

/**
 * First line of every server action: the request must come from our own pages (Next lets one without an Origin header
 * through), from somebody who is signed in, is a member, and may. Everything else ends here with nothing changed. Whose session
 * has ended signs in again and finds `form` as they typed it; who belongs to no team (any more) is led to `path`, whose page says
 * so; who may not (any more) is told so with 403.
 */
export async function authorizeAction(path: string, permission: Permission, form: FormData): Promise<Member> {
  await refuseForeignOrigin()
  const member = await currentMember(path)
  if (!member) {
    const kept = (await isSignedIn()) ? null : await keepForm(form)
    redirect(kept === null ? path : `/sign-in?callbackUrl=${encodeURIComponent(kept)}`)
  }
  if (!may(member.role, permission)) {
    await recordRefusedAction(principalOf(member), path, permission)
    await sayForbidden()
  }
  await slowDown(countWrite(member))
  return member
}

/** Ends the action here, with 429 and when to go on, where there was too much of it: nothing was changed. */
export async function slowDown(taken: Taken): Promise<void> {
  if (taken.ok) return
  const { headers: with429, body } = tooFastForForm(taken.retryAfter, (await headers()).has(ACTION))
  answerInstead(429, with429, body)
  // Next finds the request answered.
  forbidden()
}

/** Refuses a request whose Origin header is missing, null or another site's. */
export async function refuseForeignOrigin(): Promise<void> {
  noteThatActionBegan()
  if ((await headers()).get('origin') !== env().authUrl) forbidden()
}

/** 403: a script of ours shows app/forbidden.tsx, whoever has none reads a whole page. Next's own would be empty without a script. */
async function sayForbidden(): Promise<never> {
  if (!(await headers()).has(ACTION)) {
    const { headers: with403, body } = renderRejection(adminsOnly, false)
    answerInstead(403, with403, body)
  }
  forbidden()
}
