'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { changeRole, setMemberActive } from '@/lib/members/members'

const PATH = '/settings/members'

/** Makes a member admin or staff. Who has made themselves staff is led Home: this page is closed to them. */
export async function setRole(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const userId = String(form.get('member'))
  const role = form.get('role') === 'admin' ? 'admin' : 'staff'
  const outcome = await changeRole(principalOf(member), userId, role)
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(userId === member.userId && role === 'staff' ? '/' : `${PATH}?done=role`)
}

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
