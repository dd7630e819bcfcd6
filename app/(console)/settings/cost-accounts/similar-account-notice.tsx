import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'
import type { CostAccountNode } from '@/db/queries/cost-accounts'
import type { SimilarAccount } from '@/lib/cost-accounts/find-similar'

/** What was just saved looks like another one; nothing was refused, since both may be meant. */
export function SimilarAccountNotice({
  saved,
  twin: { account, by },
}: {
  saved: CostAccountNode
  twin: SimilarAccount
}) {
  return (
    <Notice kind="warn" title={`Two cost accounts differ only in capitalization: ${saved[by]} and ${account[by]}`}>
      <p>Their postage is tracked separately. If they are the same account, change or deactivate one of them.</p>
      <p className="flex flex-wrap gap-x-5">
        <TextLink href={`/settings/cost-accounts/${saved.id}`}>{`Change ${saved[by]}`}</TextLink>
        <TextLink href={`/settings/cost-accounts/${account.id}`}>{`Change ${account[by]}`}</TextLink>
      </p>
    </Notice>
  )
}
