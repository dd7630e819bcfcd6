import { AdminContacts } from '@/app/(console)/settings/members/admin-contacts'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorPanel } from '@/app/ui/error-panel'
import { listAdmins } from '@/db/queries/teams'

/** What staff find where they would add postage: whom to ask. */
export async function AdminsOnly({ teamId }: { teamId: number }) {
  const admins = await listAdmins(teamId)
  return (
    <>
      <title>Not allowed · Indicia</title>
      <ErrorPanel
        title="Adding postage is for admins"
        text="Your role shows you the balance and its history. What an admin adds is there at once."
        action={
          <>
            <ButtonLink href="/requests/new" kind="primary">
              Ask for postage
            </ButtonLink>
            <ButtonLink href="/" data-closes-dialog="">
              Home
            </ButtonLink>
          </>
        }
      >
        <AdminContacts admins={admins} what="add postage" />
      </ErrorPanel>
    </>
  )
}
