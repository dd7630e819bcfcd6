import type { ReactNode } from 'react'
import { Fact } from '@/app/ui/fact'
import { formatMoney } from '@/lib/rules/money'
import { afterReturns } from '../after-returns'
import type { RefillRow } from '../refill-table'

/** For which cost accounts a refill was bought, and what each of them bears after refunds and disputes. */
export function CostAccountFact({ refill }: { refill: RefillRow }) {
  const { costAccounts, fee, netFee, status } = refill
  const after = afterReturns(refill)
  const left = (cents: number): ReactNode =>
    after && (
      <span className="block text-sm text-muted">
        {formatMoney(cents)} {after}
      </span>
    )
  const isSplit = costAccounts.length > 1
  return (
    <Fact label={isSplit ? 'Cost accounts' : 'Cost account'}>
      {costAccounts.length === 0 && 'None'}
      {costAccounts.map((part) => (
        <span key={part.code} className="block">
          <bdi>{part.name}</bdi>
          {isSplit && ` ${formatMoney(part.amount)}`}
          {left(part.net)}
        </span>
      ))}
      {/* The largest comes first, and the fee follows it. */}
      {isSplit && fee > 0 && status !== 'failed' && (
        <span className="block text-muted">
          fee to {costAccounts[0]!.name}
          {netFee < fee && left(netFee)}
        </span>
      )}
    </Fact>
  )
}
