import type { Metadata } from 'next'
import { Console } from '@/app/(console)/console'
import { AdminContacts } from '@/app/ui/admin-contacts'
import { ButtonLink } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { listAdmins } from '@/db/queries/teams'
import { currentMember } from '@/lib/auth/current-member'

export const metadata: Metadata = { title: 'Not allowed · Indicia' }

/** 403: says who may, so that a person in a hurry knows whom to ask. */
export default async function Forbidden() {
  const member = await currentMember()
  const panel = (
    <ErrorPanel
      title="This is for admins"
      text="Adding postage and changing what belongs to the team is done by its admins."
      action={<ButtonLink href="/">Back to Home</ButtonLink>}
    />
  )
  if (!member) return <main className="px-4">{panel}</main>
  return (
    <Console member={member}>
      {panel}
      <div className="mx-auto w-full max-w-[560px]">
        <AdminContacts admins={await listAdmins(member.teamId)} />
      </div>
    </Console>
  )
}
