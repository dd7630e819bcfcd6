'use server'

import { redirect, unstable_rethrow } from 'next/navigation'
import { requireSameOrigin, enforceRateLimit } from '@/lib/action'
import { signIn } from '@/lib/auth/sign-in'
import { localPath } from '@/lib/local-path'
import { countByAddress } from '@/lib/security/limits'

/** Sends the person to the identity provider, to come back to where they wanted to go on this site. */
export async function signInAction(form: FormData): Promise<void> {
  await requireSameOrigin()
  await enforceRateLimit(countByAddress('sign_in'))
  const callbackUrl = localPath(form.get('callbackUrl'))
  try {
    await signIn('sso', { redirectTo: callbackUrl })
  } catch (error) {
    // It leads on by throwing. What else it throws it has told the log.
    unstable_rethrow(error)
    redirect(`/sign-in?error=Configuration&callbackUrl=${encodeURIComponent(callbackUrl)}`)
  }
}
