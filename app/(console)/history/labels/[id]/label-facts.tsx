import type { PastLabel } from '@/db/queries/label-history'
import { NO_REAL_MONEY } from '@/lib/payments/rules/mode-words'
import { formatMoney } from '@/lib/rules/money'
import { Fact } from '@/app/ui/fact'
import { LabelTag } from '../label-tag'
import { Moment } from '@/app/ui/moment'

export type LabelFactsProps = {
  label: PastLabel
  /** In words: `UPS`, `Postage balance`. */
  carrier: string
  chargedTo: string
  timeZone: string
}

/** What a label is, what it cost, and whose money it was. */
export function LabelFacts({ label, carrier, chargedTo, timeZone }: LabelFactsProps) {
  return (
    <dl className="tabular-nums">
      <Fact label="Status">
        <LabelTag status={label.status} />
      </Fact>
      <Fact label="Printed">
        <Moment at={label.createdAt} timeZone={timeZone} exact />
      </Fact>
      <Fact label="By">{label.performedBy}</Fact>
      <Fact label="Carrier">{carrier}</Fact>
      <Fact label="Service">{label.service ?? 'None'}</Fact>
      <Fact label="Reference">{label.reference ?? 'None'}</Fact>
      <Fact label="Cost account">{label.costAccountName ?? 'None'}</Fact>
      <Fact label="Amount">{formatMoney(label.amount)}</Fact>
      <Fact label="Charged to">{chargedTo}</Fact>
      {label.isTest && <Fact label="Mode">{NO_REAL_MONEY}</Fact>}
      {label.balanceAfter !== null && <Fact label="Balance after">{formatMoney(label.balanceAfter)}</Fact>}
    </dl>
  )
}
