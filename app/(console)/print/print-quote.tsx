import { CARRIERS, isCarrier } from '@/lib/labels/rules/print-values'
import { formatMoney } from '@/lib/rules/money'
import { QuoteRow } from '../postage/quote-table'

export type PrintQuoteProps = {
  carrier: string
  /** Cents; null while there is nothing to price: the same rows stand with a dash, so that nothing jumps. */
  amount: number | null
  service: string | null
  /** Cents in the balance. */
  available: number
}

/** What a label costs, who is charged, and what is left of the balance. */
export function PrintQuote({ carrier, amount, service, available }: PrintQuoteProps) {
  const figure = (cents: number | null) => (cents === null ? <span className="text-muted">–</span> : formatMoney(cents))
  const name = isCarrier(carrier) ? CARRIERS[carrier] : ''
  if (carrier !== 'usps') {
    return (
      <>
        <dl className="grid tabular-nums">
          <QuoteRow label={service ?? 'Price'} strong>
            {figure(amount)}
          </QuoteRow>
        </dl>
        <p>Charged to your own {name} account. The USPS postage balance does not change.</p>
      </>
    )
  }
  const missing = amount === null ? 0 : Math.max(0, amount - available)
  return (
    <dl className="grid tabular-nums">
      <QuoteRow label={service ?? 'Price'} strong>
        {figure(amount)}
      </QuoteRow>
      <QuoteRow label="Postage balance">{formatMoney(available)}</QuoteRow>
      {missing > 0 ? (
        <QuoteRow label="You are short">
          <b className="font-semibold text-amber">{formatMoney(missing)}</b>
        </QuoteRow>
      ) : (
        <QuoteRow label="Balance after printing">{figure(amount === null ? null : available - amount)}</QuoteRow>
      )}
    </dl>
  )
}
