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
    <Notice kind="warn" title={`There are two that differ only in capital letters: ${saved[by]} and ${account[by]}`}>
      <p>Postage of one is not found under the other. If they are the same, change or deactivate one of them.</p>
      <p className="flex flex-wrap gap-x-5">
        <TextLink href={`/settings/cost-accounts/${saved.id}`}>{`Change ${saved[by]}`}</TextLink>
        <TextLink href={`/settings/cost-accounts/${account.id}`}>{`Change ${account[by]}`}</TextLink>
      </p>
    </Notice>
  )
}
