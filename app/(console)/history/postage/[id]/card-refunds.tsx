import { Card } from '@/app/ui/card'
import { Moment } from '@/app/ui/moment'
import { Tag, type TagTone } from '@/app/ui/tag'
import type { CardRefund } from '@/db/queries/card-refunds'
import { formatMoney } from '@/lib/rules/money'

const STATES: Record<CardRefund['status'], { word: string; tone: TagTone }> = {
  processing: { word: 'On its way', tone: 'amber' },
  refunded: { word: 'Refunded', tone: 'green' },
  failed: { word: 'Not refunded', tone: 'red' },
}

/** What of a refill was sent back to its card, by whom and why. */
export function CardRefunds({
  refunds,
  methodLabel,
  timeZone,
}: {
  refunds: CardRefund[]
  methodLabel: string
  timeZone: string
}) {
  return (
    <Card title={`Refunds to ${methodLabel}`} className="mx-auto w-full max-w-[720px]">
      <ul className="-my-2 divide-y divide-line tabular-nums">
        {refunds.map((refund) => (
          <li key={refund.id} className="flex flex-wrap items-baseline justify-between gap-x-5 gap-y-1 py-3">
            <div className="min-w-0 wrap-anywhere">
              <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Moment at={refund.createdAt} timeZone={timeZone} />{' '}
                <Tag tone={STATES[refund.status].tone}>{STATES[refund.status].word}</Tag>
              </p>
              <p className="text-muted">
                {refund.performedBy}: {refund.reason}
              </p>
              {refund.failureMessage && <p>{refund.failureMessage} The postage was returned to the balance.</p>}
            </div>
            <p className="font-semibold whitespace-nowrap">{formatMoney(refund.amount)}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
