import { formatMoney } from '@/lib/rules/money'

/** A sum of more digits than a stamp has room for is set smaller; a few hundred dollars are what it is made for. */
const SIZES = [
  [11, 'text-longest'],
  [9, 'text-longer'],
  [7, 'text-long'],
] as const

/** Dollars large, sign and cents raised, as on a stamp; read aloud as the plain amount. */
export function BigMoney({ cents, className = '' }: { cents: number; className?: string }) {
  const [dollars = '', rest = ''] = formatMoney(cents).replace('$', '').split('.')
  return (
    <p className={`font-semibold tabular-nums ${className}`}>
      <span className="sr-only">{formatMoney(cents)}</span>
      <span aria-hidden="true" className={SIZES.find(([length]) => dollars.length >= length)?.[1]}>
        <span className="mr-[2px] align-[0.95em] text-cents font-medium">$</span>
        {dollars}
        <span className="align-[0.95em] text-cents font-medium">.{rest}</span>
      </span>
    </p>
  )
}
