import { AdminContacts } from '@/app/ui/admin-contacts'
import { ErrorPanel } from '@/app/ui/error-panel'
import { ButtonLink } from '@/app/ui/button'
import { listAdmins } from '@/db/queries/teams'
import { currentMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/permissions'
import { Console } from '../../console'

/**
 * 403 with what a person in a hurry needs: whom to ask. Next renders it beside the page for those who may, too; they get
 * the bare panel, in case their right ends while the page is open.
 */
export default async function AddPostageForbidden() {
  const member = await currentMember()
  const panel = (
    <ErrorPanel
      title="Adding postage is for admins"
      text="Ask one of your team’s admins; they can add postage at any time."
      action={<ButtonLink href="/">Home</ButtonLink>}
    />
  )
  if (!member || may(member.role, 'refills:write')) return <main className="px-4">{panel}</main>
  return (
    <Console member={member}>
      <title>Not allowed · Indicia</title>
      {panel}
      <div className="mx-auto text-center [&_ul]:justify-center">
        <AdminContacts admins={await listAdmins(member.teamId)} />
      </div>
    </Console>
  )
}
