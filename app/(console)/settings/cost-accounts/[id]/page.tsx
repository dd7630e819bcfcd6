import { buttonClass } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { isCostAccountUsed, listCostAccountTree, type CostAccountNode } from '@/db/queries/cost-accounts'
import { requireMember } from '@/lib/auth/current-member'
import { under } from '@/lib/cost-accounts/parent-options'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { Settings } from '../../settings'
import { CostAccountForm } from '../cost-account-form'
import { setActive } from '../actions'

const TITLE = 'Edit cost account'

/** One cost account: its texts, its place, and whether it is in use. */
export default async function EditCostAccount({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/settings/cost-accounts/${id}`, 'settings:write')
  const [tree, used] = await Promise.all([listCostAccountTree(member.teamId), isCostAccountUsed(member.teamId, id)])
  const account = tree.find((each) => each.id === id)
  return (
    <Settings
      member={member}
      current="cost-accounts"
      title={account ? TITLE : 'Not found'}
      text={<TextLink href="/settings/cost-accounts">All cost accounts</TextLink>}
    >
      {account ? (
        <>
          <Card>
            <CostAccountForm tree={tree} account={account} used={used} title={`${TITLE} · Settings`} />
          </Card>
          <InUse account={account} tree={tree} />
        </>
      ) : (
        <Card>
          <title>Not found · Settings · Indicia</title>
          <EmptyState
            title="Cost account not found"
            text="Check the address. The cost account may belong to another team."
            action={<ButtonLink href="/settings/cost-accounts">All cost accounts</ButtonLink>}
          />
        </Card>
      )}
    </Settings>
  )
}

function InUse({ account, tree }: { account: CostAccountNode; tree: CostAccountNode[] }) {
  const parent = tree.find(({ id }) => id === account.parentId)
  const form = (submit: string) => (
    <PostedForm action={setActive} initial={emptyForm} title={`${TITLE} · Settings`} submit={submit} prefix="active-">
      <input type="hidden" name="id" value={account.id} />
      <input type="hidden" name="active" value={account.active ? 'no' : 'yes'} />
    </PostedForm>
  )
  if (!account.active) {
    return (
      <Card title="Inactive">
        {parent && !parent.active ? (
          <p className="text-muted">
            It is under {parent.name}, which is also inactive. Activate{' '}
            <TextLink href={`/settings/cost-accounts/${parent.id}`}>{parent.name}</TextLink> first, or move this
            account.
          </p>
        ) : (
          <div className="grid gap-4">
            <p className="text-muted">
              New postage cannot be booked to this account. Activating it does not change the accounts under it.
            </p>
            {form('Activate')}
          </div>
        )}
      </Card>
    )
  }
  const along = under(account, tree).filter(({ active }) => active)
  return (
    <Card title="In use">
      <details>
        <summary className={buttonClass('plain', 'list-none')}>Deactivate…</summary>
        <div className="mt-4 grid gap-4">
          <p className="max-w-[60ch]">
            New postage can no longer be booked to {account.name} after that. Its history stays, and you can activate it
            again.
            {along.length > 0 && (
              <>
                {' '}
                These accounts under it are deactivated too: <strong className="font-medium">{namesOf(along)}</strong>.
              </>
            )}
          </p>
          {form(along.length > 0 ? `Deactivate all ${along.length + 1}` : 'Deactivate')}
        </div>
      </details>
    </Card>
  )
}

/** As many names as one reads. */
const NAMED = 10

function namesOf(accounts: CostAccountNode[]): string {
  const names = accounts
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(', ')
  return accounts.length > NAMED ? `${names} and ${(accounts.length - NAMED).toLocaleString('en-US')} more` : names
}
