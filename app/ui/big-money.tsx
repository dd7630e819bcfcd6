import { formatMoney } from '@/lib/money'

/** Dollars large, sign and cents raised, as on a stamp; read aloud as the plain amount. */
export function BigMoney({ cents, className = '' }: { cents: number; className?: string }) {
  const [dollars = '', rest = ''] = formatMoney(cents).replace('$', '').split('.')
  return (
    <p className={`leading-[1.05] font-[640] tracking-[-0.035em] tabular-nums ${className}`}>
      <span className="sr-only">{formatMoney(cents)}</span>
      <span aria-hidden="true">
        <span className="mr-[2px] align-[0.95em] text-[0.42em] leading-none font-[560] tracking-normal">$</span>
        {dollars}
        <span className="align-[0.95em] text-[0.42em] leading-none font-[560] tracking-normal">.{rest}</span>
      </span>
    </p>
  )
}
