'use server'

import { refuseForeignOrigin } from '@/lib/action'
import { signIn } from '@/lib/auth/sign-in'
import { localPath } from '@/lib/local-path'

/** Sends the person to the identity provider, to come back to where they wanted to go on this site. */
export async function enter(form: FormData): Promise<void> {
  await refuseForeignOrigin()
  await signIn('sso', { redirectTo: localPath(form.get('callbackUrl')) })
}
