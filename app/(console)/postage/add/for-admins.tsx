import { AdminContacts } from '@/app/ui/admin-contacts'
import { ButtonLink } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { listAdmins } from '@/db/queries/teams'
import type { Member } from '@/lib/auth/current-member'
import { Console } from '../../console'

/**
 * What staff find where they would add postage: whom to ask. A page of its own and not forbidden(), which Next leaves to a
 * script to show: without one the person would look at a white page.
 */
export async function ForAdmins({ member }: { member: Member }) {
  const admins = await listAdmins(member.teamId)
  return (
    <Console member={member}>
      <title>Not allowed · Indicia</title>
      <ErrorPanel
        title="Adding postage is for admins"
        text="Ask one of your team’s admins; they can add postage at any time."
        action={<ButtonLink href="/">Home</ButtonLink>}
      />
      <div className="mx-auto text-center [&_ul]:justify-center">
        <AdminContacts admins={admins} />
      </div>
    </Console>
  )
}
