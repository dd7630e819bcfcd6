import { formatMoney } from '@/lib/rules/money'

/** A sum of more digits than a stamp has room for is set smaller; a few hundred dollars are what it is made for. */
const SIZES = [
  [11, 'text-[0.48em]'],
  [9, 'text-[0.6em]'],
  [7, 'text-[0.78em]'],
] as const

/** Dollars large, sign and cents raised, as on a stamp; read aloud as the plain amount. */
export function BigMoney({ cents, className = '' }: { cents: number; className?: string }) {
  const [dollars = '', rest = ''] = formatMoney(cents).replace('$', '').split('.')
  return (
    <p className={`leading-[1.05] font-[640] tracking-[-0.035em] tabular-nums ${className}`}>
      <span className="sr-only">{formatMoney(cents)}</span>
      <span aria-hidden="true" className={SIZES.find(([length]) => dollars.length >= length)?.[1]}>
        <span className="mr-[2px] align-[0.95em] text-[0.42em] leading-none font-[560] tracking-normal">$</span>
        {dollars}
        <span className="align-[0.95em] text-[0.42em] leading-none font-[560] tracking-normal">.{rest}</span>
      </span>
    </p>
  )
}
