import { Card } from '@/app/ui/card'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { Console } from '@/app/(console)/shell/console'
import { AddPostagePanel, type Query } from './add-postage-panel'
import { AdminsOnly } from './admins-only'

/**
 * The Add postage page. The form sets the title, because it knows the errors. Staff get a page of their own, because
 * forbidden() needs a script.
 */
export default async function AddPostage({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/postage/add', 'balance:read')
  return (
    <Console member={member}>
      {may(member.role, 'refills:write') ? (
        <Card className="max-w-[1040px] has-[#check-and-confirm]:max-w-[640px]">
          <AddPostagePanel member={member} query={await searchParams} heading="h1" />
        </Card>
      ) : (
        <AdminsOnly teamId={member.teamId} />
      )}
    </Console>
  )
}
