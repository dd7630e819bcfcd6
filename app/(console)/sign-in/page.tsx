import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Button } from '@/app/ui/button'
import { Notice } from '@/app/ui/notice'
import { OtherAddress } from './other-address'
import { SignInCard } from './sign-in-card'
import { isSignedIn } from '@/lib/auth/current-member'
import { draftIdOf } from '@/lib/auth/form-draft'
import { env } from '@/lib/env'
import { localPath } from '@/lib/local-path'
import { signInAction } from './sign-in-action'

export const metadata: Metadata = { title: 'Sign in · Indicia' }

/** Why somebody is not let in, where trying again does not help. */
const WORDS = new Map([
  ['AccessDenied', 'Your identity provider denied access. Ask your admin for access to Indicia.'],
  ['Deactivated', 'Your access was deactivated. An admin of your team can reactivate you in Settings under Members.'],
  [
    'NoSubject',
    'Your identity provider did not identify you. The claim sub is missing or invalid. Contact the operator of this server.',
  ],
])

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The one way in. What went wrong at the provider is said here; the details are in the log. */
export default async function SignIn({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams
  if (!error && (await isSignedIn())) redirect(localPath(callbackUrl))
  return (
    <main className="grid min-h-dvh content-center px-4 py-10">
      <SignInCard
        notice={
          <>
            <OtherAddress authUrl={env().authUrl} path={localPath(callbackUrl)} />
            {!error && draftIdOf(localPath(callbackUrl)) ? (
              <Notice title="You were signed out">
                Nothing was submitted. Sign in again to restore what you typed.
              </Notice>
            ) : (
              error && (
                <Notice kind="warn" title="You are not signed in">
                  {(typeof error === 'string' && WORDS.get(error)) ||
                    'Sign-in failed. Try again. If the problem continues, contact your admin.'}
                </Notice>
              )
            )}
          </>
        }
      >
        <form action={signInAction}>
          <input type="hidden" name="callbackUrl" value={typeof callbackUrl === 'string' ? callbackUrl : '/'} />
          <Button className="w-full">Continue with SSO</Button>
        </form>
      </SignInCard>
    </main>
  )
}
