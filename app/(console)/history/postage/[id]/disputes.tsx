import { Card } from '@/app/ui/card'
import { Moment } from '@/app/ui/moment'
import { Tag, type TagTone } from '@/app/ui/tag'
import type { Dispute } from '@/db/queries/charge-returns'
import { formatMoney } from '@/lib/rules/money'

const STATES: Record<Dispute['state'], { word: string; tone: TagTone; words: (taken: string) => string }> = {
  open: { word: 'Open', tone: 'amber', words: (taken) => `${taken} was taken back until the bank decides.` },
  won: { word: 'Won', tone: 'green', words: () => 'The bank decided for you and returned the money.' },
  lost: { word: 'Lost', tone: 'red', words: (taken) => `The bank decided for the cardholder. ${taken} is gone.` },
}

/** What a cardholder has disputed of a refill with their bank, and how each dispute stands. */
export function Disputes({ disputes, timeZone }: { disputes: Dispute[]; timeZone: string }) {
  return (
    <Card title={disputes.length === 1 ? 'Dispute' : 'Disputes'} className="mx-auto w-full max-w-[720px]">
      <ul className="-my-2 divide-y divide-line tabular-nums">
        {disputes.map(({ ref, state, createdAt, reason, claimed, amount }) => (
          <li key={ref} className="flex flex-wrap items-baseline justify-between gap-x-5 gap-y-1 py-3">
            <div className="min-w-0 wrap-anywhere">
              <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Moment at={createdAt} timeZone={timeZone} /> <Tag tone={STATES[state].tone}>{STATES[state].word}</Tag>
              </p>
              {reason && <p className="text-muted">Reason: {reason}</p>}
              <p>{STATES[state].words(formatMoney(amount))}</p>
            </div>
            <p className="font-semibold whitespace-nowrap">{formatMoney(claimed)}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
