'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { setMemberActive } from '@/lib/members/set-member-active'

const PATH = '/settings/members'

/** Deactivates a member, or lets them in again. Who deactivates themselves is signed out. */
export async function setActive(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const active = form.get('active') === 'yes'
  const outcome = await setMemberActive(principalOf(member), String(form.get('member')), active)
  // Their own session has just ended with it.
  if (outcome === 'done' && !active && form.get('member') === member.userId) redirect('/sign-in?error=Deactivated')
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(`${PATH}?done=${active ? 'activated' : 'deactivated'}`)
}
