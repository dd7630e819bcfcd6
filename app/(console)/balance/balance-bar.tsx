import { formatMoney } from '@/lib/rules/money'

export type BalanceBarProps = { available: number; pending: number; limit: number }

/** What is there, what is on its way (hatched) and the room left, to scale. The words beside it say the same. */
export function BalanceBar({ available, pending, limit }: BalanceBarProps) {
  const share = (cents: number) => (limit > 0 ? Math.min(100, Math.max(0, (cents / limit) * 100)) : 0)
  const filled = share(available)
  const coming = Math.min(100 - filled, share(pending))
  return (
    <svg
      role="img"
      aria-label={`${formatMoney(available)} of ${formatMoney(limit)}`}
      width="100%"
      height="12"
      className="block rounded-full bg-soft ring-1 ring-line ring-inset"
    >
      <defs>
        <pattern id="on-its-way" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="3" height="6" className="fill-accent" />
        </pattern>
      </defs>
      <rect width={`${filled.toFixed(2)}%`} height="12" className="fill-accent" />
      {coming > 0 && (
        <rect
          x={`${filled.toFixed(2)}%`}
          width={`${coming.toFixed(2)}%`}
          height="12"
          fill="url(#on-its-way)"
          fillOpacity="0.7"
        />
      )}
    </svg>
  )
}
