import type { LabelRefund as Refund } from '@/db/queries/label-history'
import { formatMoney } from '@/lib/rules/money'
import { Fact } from '@/app/ui/fact'
import { Moment } from '@/app/ui/moment'

export type LabelRefundProps = {
  refund: Refund
  amount: number
  /** What of the whole team's money has no room in the balance at this moment, in cents. */
  held: number
  timeZone: string
}

/** What was asked of USPS for a label, what it answered, and where the money went. */
export function LabelRefund({ refund, amount, held, timeZone }: LabelRefundProps) {
  const { answer } = refund
  return (
    <>
      <p className="max-w-[60ch] tabular-nums">{outcomeText(refund, amount, held)}</p>
      <dl className="mt-3 border-t border-dashed border-edge/60 pt-3 tabular-nums">
        <Fact label="Requested by">{refund.requestedBy}</Fact>
        <Fact label="Requested">
          <Moment at={refund.requestedAt} timeZone={timeZone} exact />
        </Fact>
        <Fact label="Reason">{refund.reason ?? 'None'}</Fact>
        {answer && (
          <>
            <Fact label="Decision">{answer.approved ? 'Approved' : 'Denied'}</Fact>
            {/* A person records what USPS has said; what comes from USPS by itself bears its name. */}
            <Fact label={answer.by === 'USPS' ? 'Decided by' : 'Recorded by'}>{answer.by}</Fact>
            <Fact label="Decided">
              <Moment at={answer.at} timeZone={timeZone} exact />
            </Fact>
            {answer.note && <Fact label="Note">{answer.note}</Fact>}
            {answer.approved && (
              <>
                <Fact label="Into the balance">{formatMoney(answer.intoBalance)}</Fact>
                {answer.intoHeld > 0 && <Fact label="Held">{formatMoney(answer.intoHeld)}</Fact>}
              </>
            )}
          </>
        )}
      </dl>
    </>
  )
}

function outcomeText({ answer }: Refund, amount: number, held: number): string {
  const money = formatMoney(amount)
  if (!answer) return `USPS has not replied yet. The ${money} will be added to the balance if USPS approves the refund.`
  if (!answer.approved) return `USPS denied the refund of ${money}.`
  if (answer.intoHeld === 0) return `USPS approved the refund. ${money} was returned to the balance.`
  const back = answer.intoBalance > 0 ? `${formatMoney(answer.intoBalance)} was returned to the balance. ` : ''
  const waits = held > 0 ? 'it will be added automatically when there is room' : 'it has been added since'
  return `USPS approved the refund. ${back}${formatMoney(answer.intoHeld)} did not fit in the balance; ${waits}.`
}
