import { Card } from '@/app/ui/card'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { Console } from '@/app/(console)/shell/console'
import { AddPostagePanel, type Query } from './add-postage-panel'
import { AdminsOnly } from './admins-only'

/**
 * Add postage: what to add, from where, for whom; the receipt follows. Its title is the form's, which knows of errors. For
 * staff a page of its own and not forbidden(), which Next leaves to a script to show.
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
