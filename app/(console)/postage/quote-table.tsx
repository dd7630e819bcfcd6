import type { ReactNode } from 'react'
import { formatMoney } from '@/lib/rules/money'
import type { Quote } from '@/lib/refills/rules/quote'

export type QuoteTableProps = {
  /** Null while there is nothing to quote: the same rows stand with a dash, so that nothing jumps. */
  quote: Quote | null
  /** The method's label; null while none is chosen. */
  methodLabel: string | null
  /** A fee is known by the method alone; needed while there is no quote yet. */
  feeApplies: boolean
  /** The rate as it is read: `3.5%`. */
  feeRate: string
  /** Cents of a label that is printed from what the refill makes of the balance; null for none. */
  labelAmount: number | null
}

/** Postage, fee, what is charged and what comes of it, in the order of the sum. */
export function QuoteTable({ quote, methodLabel, feeApplies, feeRate, labelAmount }: QuoteTableProps) {
  const figure = (cents: number | undefined) =>
    cents === undefined ? <span className="text-muted">–</span> : formatMoney(cents)
  const fee = quote ? quote.fee > 0 : feeApplies
  return (
    <dl className="grid tabular-nums">
      <QuoteRow label="Postage">{figure(quote?.amount)}</QuoteRow>
      {fee ? (
        <QuoteRow label={`Administrative fee (Mailstation, ${feeRate})`}>{figure(quote?.fee)}</QuoteRow>
      ) : (
        <QuoteRow label={methodLabel ? `Fee, none for ${methodLabel}` : 'Fee'}>{figure(quote?.fee)}</QuoteRow>
      )}
      {/* The dots and digits of a card stay on one line. */}
      <QuoteRow label={`Charged to ${methodLabel?.replace('•••• ', '••••\u00a0') ?? 'the selected method'}`} strong>
        {figure(quote?.totalCharged)}
      </QuoteRow>
      <QuoteRow label="Balance after">{figure(quote?.balanceAfter)}</QuoteRow>
      {labelAmount !== null &&
        (quote && quote.balanceAfter < labelAmount ? (
          <QuoteRow label="Short for the label">
            <b className="font-semibold text-amber">{formatMoney(labelAmount - quote.balanceAfter)}</b>
          </QuoteRow>
        ) : (
          <QuoteRow label={`After the label of ${formatMoney(labelAmount)}`}>
            {figure(quote ? quote.balanceAfter - labelAmount : undefined)}
          </QuoteRow>
        ))}
      <QuoteRow label="Room left">{figure(quote?.roomAfter)}</QuoteRow>
    </dl>
  )
}

/** A figure with its label, as they stand in every quote. */
export function QuoteRow({
  label,
  strong = false,
  children,
}: {
  label: string
  strong?: boolean
  children: ReactNode
}) {
  const look = strong ? 'my-2 border-y border-dashed border-edge/60 py-2.5 text-lg font-semibold' : 'py-1'
  return (
    // Each row is announced as a whole where the table is a live region.
    <div aria-atomic="true" className={`flex items-baseline justify-between gap-4 ${look}`}>
      <dt className={strong ? '' : 'text-muted'}>{label}</dt>
      <dd className="text-right whitespace-nowrap">{children}</dd>
    </div>
  )
}
