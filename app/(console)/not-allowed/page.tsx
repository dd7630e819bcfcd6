import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AdminContacts } from '../settings/members/admin-contacts'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorPanel } from '@/app/ui/error-panel'
import { listAdmins } from '@/db/queries/teams'
import { setResponseStatus } from '@/lib/current-response'
import { requireMember } from '@/lib/auth/current-member'
import { Console } from '../shell/console'

export const metadata: Metadata = { title: 'Not allowed · Indicia' }

/** 403, for a page that is for admins: says so, and whom to ask. */
export default async function NotAllowed() {
  const member = await requireMember('/', 'balance:read')
  if (member.role === 'admin') redirect('/')
  const admins = await listAdmins(member.teamId)
  setResponseStatus(403)
  return (
    <Console member={member}>
      <ErrorPanel
        title="This page is for admins"
        text="Your role does not allow this. Nothing was changed."
        action={<ButtonLink href="/">Home</ButtonLink>}
      >
        <AdminContacts admins={admins} what="do this" />
      </ErrorPanel>
    </Console>
  )
}
