import { formatMoney } from '@/lib/money'

export type CostAccountBarsProps = { spent: { name: string; amount: number }[]; emptyText?: string }

/** Where postage went: a bar for each cost account, measured against the largest. */
export function CostAccountBars({ spent, emptyText = 'No postage has been printed this month.' }: CostAccountBarsProps) {
  if (spent.length === 0) return <p className="py-3 text-muted">{emptyText}</p>
  const most = Math.max(1, ...spent.map((part) => part.amount))
  return (
    <ul className="grid gap-3.5 tabular-nums">
      {spent.map((part) => (
        <li key={part.name}>
          <div className="flex justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">{part.name}</span>
            <span>{formatMoney(part.amount)}</span>
          </div>
          <svg width="100%" height="8" className="mt-1.5 block rounded-full bg-soft" aria-hidden="true">
            <rect
              width={`${Math.max(1, (part.amount / most) * 100).toFixed(2)}%`}
              height="8"
              rx="4"
              className="fill-accent"
            />
          </svg>
        </li>
      ))}
    </ul>
  )
}
