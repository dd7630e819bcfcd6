import { formatMoney } from '@/lib/money'

export type FilterTotalsProps = { count: number; amount: number; fee: number; totalCharged: number }

/** What the refills of the filter come to, over all pages. */
export function FilterTotals({ count, amount, fee, totalCharged }: FilterTotalsProps) {
  const figures = [
    { label: 'Posted refills', value: count.toLocaleString('en-US') },
    { label: 'Amount', value: formatMoney(amount) },
    { label: 'Fees', value: formatMoney(fee) },
    { label: 'Total charged', value: formatMoney(totalCharged) },
  ]
  return (
    <dl aria-label="Totals of this filter" className="grid grid-cols-2 gap-x-6 gap-y-3 tabular-nums sm:flex sm:gap-x-12">
      {figures.map((figure) => (
        <div key={figure.label}>
          <dt className="text-[13px] text-muted">{figure.label}</dt>
          <dd className="text-[19px] font-[620] tracking-[-0.01em] wrap-anywhere">{figure.value}</dd>
        </div>
      ))}
    </dl>
  )
}
