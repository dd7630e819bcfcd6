import type { ReactNode } from 'react'
import { buttonClass } from '@/app/ui/button'
import { Header, type HeaderSection } from './header'
import { OwedNotice } from './owed-notice'
import { ReturnedNotice } from '@/app/ui/returned-form'
import { SkipLink } from './skip-link'
import { TestModeStripe } from './test-mode-stripe'
import type { Member } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { cardProcessor } from '@/lib/payments/processor'
import { countOpenPostageRequests, readBalance } from './cached-reads'
import { signOutAction } from './sign-out-action'

type ConsoleProps = { member: Member; current?: HeaderSection; children: ReactNode }

/**
 * The frame of every screen, with the balance in the upper right. Each page renders it instead of a layout, because a
 * layout is not rendered again while people move between pages, and the balance must be current.
 */
export async function Console({ member, current, children }: ConsoleProps) {
  const mayRefill = may(member.role, 'refills:write')
  const [{ available, owed }, openRequests] = await Promise.all([
    readBalance(member.teamId),
    mayRefill ? countOpenPostageRequests(member.teamId) : 0,
  ])
  return (
    <>
      <SkipLink />
      {(member.mode ?? cardProcessor().mode) === 'test' && <TestModeStripe />}
      <Header
        current={current ?? null}
        layout={member.layout}
        balance={available}
        canAddPostage={mayRefill}
        openRequests={openRequests}
        canPrint={may(member.role, 'labels:write')}
        person={{ name: member.name, email: member.email, role: member.role === 'admin' ? 'Admin' : 'Staff' }}
        teamName={member.teamName}
        signOut={
          <form action={signOutAction}>
            <button className={buttonClass('plain', 'w-full')}>Sign out</button>
          </form>
        }
      />
      <main
        id="main"
        tabIndex={-1}
        className="shown-whole mx-auto grid w-full max-w-[1264px] gap-6 px-4 py-6 outline-none sm:px-8 sm:py-8"
      >
        <ReturnedNotice />
        <OwedNotice owed={owed} mayRefill={mayRefill} />
        {children}
      </main>
      {/* The browser has read the whole of main when it comes to this: see `shown-whole`. */}
      <span hidden />
    </>
  )
}
