'use server'

import { refuseForeignOrigin } from '@/lib/action'
import { signIn } from '@/lib/auth/sign-in'

/** Sends the person to the identity provider, to come back to where they wanted to go on this site. */
export async function enter(form: FormData): Promise<void> {
  await refuseForeignOrigin()
  const wanted = form.get('callbackUrl')
  await signIn('sso', { redirectTo: localPath(typeof wanted === 'string' ? wanted : '/') })
}

/** A path of this site, or Home: `//elsewhere`, backslashes and whole addresses lead nowhere. */
function localPath(wanted: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) && !wanted.includes('\\') ? wanted : '/'
}
