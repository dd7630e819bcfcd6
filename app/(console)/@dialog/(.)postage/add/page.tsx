import { Dialog } from '@/app/ui/dialog'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { AddPostagePanel, type Query } from '../../../postage/add/add-postage-panel'
import { AdminsOnly } from '../../../postage/add/admins-only'

/** Add postage over the screen that it was opened from. By its own address, and after a reload, it is the page. */
export default async function AddPostageDialog({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/postage/add', 'balance:read')
  return (
    <Dialog label="Add postage">
      {may(member.role, 'refills:write') ? (
        <AddPostagePanel member={member} query={await searchParams} heading="h2" />
      ) : (
        <AdminsOnly teamId={member.teamId} />
      )}
    </Dialog>
  )
}
