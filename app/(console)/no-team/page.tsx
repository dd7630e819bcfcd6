import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { signOutAction } from '../shell/sign-out-action'
import { Button } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { currentMember, isSignedIn } from '@/lib/auth/current-member'

export const metadata: Metadata = { title: 'No team · Indicia' }

/** For a person who is signed in and belongs to no team (yet, or any more). */
export default async function NoTeam() {
  if (!(await isSignedIn())) redirect('/sign-in')
  if (await currentMember()) redirect('/')
  return (
    <main className="px-4">
      <ErrorPanel
        title="You are not on a team"
        text="You are signed in, but you are not a member of a team. Contact an admin of your team. The operator of this server can create the first team with: npm run -s cli -- team create"
        action={
          <form action={signOutAction}>
            <Button kind="plain">Sign out</Button>
          </form>
        }
      />
    </main>
  )
}
