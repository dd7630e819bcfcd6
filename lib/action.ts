import { headers } from 'next/headers'
import { forbidden, redirect } from 'next/navigation'
import { replaceResponse, markActionStarted } from './current-response'
import { recordRefusedAction } from './audit/record-refused-action'
import { currentMember, isSignedIn, principalOf, type Member } from './auth/current-member'
import { saveFormDraft } from './auth/form-draft'
import { may, type Permission } from './auth/rules/permissions'
import { ACTION, renderRejection, forAdminsOnly } from './request-guard/rejections'
import { env } from './env'
import { countWrite } from './security/limits'
import type { RateLimitResult } from './security/token-buckets'
import { rateLimitedForm } from './security/rate-limit-responses'

/**
 * The first line of every server action. The request must come from one of our pages (Next accepts a request without an
 * Origin header), and the person must be signed in, a member of the team, and allowed to do this. Otherwise the action
 * ends here and changes nothing. A person whose session has ended signs in again and finds `form` as they typed it. A
 * person without a team goes to `path`, whose page explains it. A person without the permission gets a 403.
 */
export async function authorizeAction(path: string, permission: Permission, form: FormData): Promise<Member> {
  await requireSameOrigin()
  const member = await currentMember(path)
  if (!member) {
    const kept = (await isSignedIn()) ? null : await saveFormDraft(form)
    redirect(kept === null ? path : `/sign-in?callbackUrl=${encodeURIComponent(kept)}`)
  }
  if (!may(member.role, permission)) {
    await recordRefusedAction(principalOf(member), path, permission)
    await respondForbidden()
  }
  await enforceRateLimit(countWrite(member))
  return member
}

/** Ends the action with 429 and a retry time if the rate limit is exceeded. Nothing was changed. */
export async function enforceRateLimit(limit: RateLimitResult): Promise<void> {
  if (limit.ok) return
  const { headers: with429, body } = rateLimitedForm(limit.retryAfter, (await headers()).has(ACTION))
  replaceResponse(429, with429, body)
  // Next finds the request answered.
  forbidden()
}

/** Refuses a request whose Origin header is missing, null or another site's. */
export async function requireSameOrigin(): Promise<void> {
  markActionStarted()
  if ((await headers()).get('origin') !== env().authUrl) forbidden()
}

/** 403. With a script, app/forbidden.tsx appears; without one, a complete page, because Next's own would be empty. */
async function respondForbidden(): Promise<never> {
  if (!(await headers()).has(ACTION)) {
    const { headers: with403, body } = renderRejection(forAdminsOnly, false)
    replaceResponse(403, with403, body)
  }
  forbidden()
}
