import Link from 'next/link'
import { formatMoney } from '@/lib/rules/money'

export type CostAccountSpend = {
  name: string
  amount: number
  /** Where the rows behind the figure are, if there is such a place. */
  href?: string
}

export type CostAccountBarsProps = { spent: CostAccountSpend[]; emptyText?: string }

/** Where postage went: a bar for each cost account, measured against the largest. */
export function CostAccountBars(props: CostAccountBarsProps) {
  const { spent, emptyText = 'No postage has been printed this month.' } = props
  if (spent.length === 0) return <p className="py-3 text-muted">{emptyText}</p>
  const most = Math.max(1, ...spent.map((part) => part.amount))
  return (
    <ul className="grid gap-3.5 tabular-nums">
      {spent.map((part) => (
        <li key={part.name}>
          {part.href ? (
            <Link href={part.href} className="block py-1 no-underline hover:text-accent">
              <Bar {...part} most={most} />
            </Link>
          ) : (
            <Bar {...part} most={most} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Bar({ name, amount, most }: { name: string; amount: number; most: number }) {
  return (
    <>
      <span className="flex justify-between gap-4">
        <span className="min-w-0 wrap-anywhere">{name}</span> <span>{formatMoney(amount)}</span>
      </span>
      <svg width="100%" height="8" className="mt-1.5 block rounded-full bg-soft" aria-hidden="true">
        <rect width={`${Math.max(1, (amount / most) * 100).toFixed(2)}%`} height="8" rx="4" className="fill-accent" />
      </svg>
    </>
  )
}
