'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { changeRole } from '@/lib/members/change-role'

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
