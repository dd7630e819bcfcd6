import { AdminContacts } from '@/app/ui/admin-contacts'
import { ButtonLink } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { listAdmins } from '@/db/queries/teams'

/** What staff find where they would add postage: whom to ask. */
export async function AskAnAdmin({ teamId }: { teamId: number }) {
  const admins = await listAdmins(teamId)
  return (
    <>
      <title>Not allowed · Indicia</title>
      <ErrorPanel
        title="Adding postage is for admins"
        text="Ask one of your team’s admins; they can add postage at any time."
        action={<ButtonLink href="/" data-closes-dialog="">Home</ButtonLink>}
      />
      <div className="mx-auto text-center [&_ul]:justify-center">
        <AdminContacts admins={admins} />
      </div>
    </>
  )
}
