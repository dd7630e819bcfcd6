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
        title="Only admins can add postage"
        text="You can see the balance and its history, and request postage from an admin."
        action={
          <>
            <ButtonLink href="/requests/new" kind="primary">
              Request postage
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
