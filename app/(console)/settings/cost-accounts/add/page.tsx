import { Card } from '@/app/ui/card'
import { TextLink } from '@/app/ui/text-link'
import { listCostAccountTree } from '@/db/queries/cost-accounts'
import { requireMember } from '@/lib/auth/current-member'
import { Settings } from '../../settings'
import { CostAccountForm } from '../cost-account-form'

const TITLE = 'Add cost account'

/** A new cost account. */
export default async function AddCostAccount() {
  const member = await requireMember('/settings/cost-accounts/add', 'settings:write')
  const tree = await listCostAccountTree(member.teamId)
  return (
    <Settings
      member={member}
      current="cost-accounts"
      title={TITLE}
      text={<TextLink href="/settings/cost-accounts">All cost accounts</TextLink>}
    >
      <Card>
        <CostAccountForm tree={tree} account={null} used={false} title={`${TITLE} · Settings`} />
      </Card>
    </Settings>
  )
}
