import { Card } from '@/app/ui/card'
import { Moment } from '@/app/ui/moment'
import { OperatorDetails } from '@/app/ui/operator-details'
import { Tag } from '@/app/ui/tag'
import type { Difference, Moved, Reconciliation } from '@/db/queries/reconciliations'
import { formatMoney } from '@/lib/rules/money'

/** The last comparison of Stripe with the ledger, and the differences of this team. */
export function ReconciliationCard({
  last,
  teamId,
  timeZone,
}: {
  last: Reconciliation | null
  teamId: number
  timeZone: string
}) {
  return (
    <Card title="Stripe reconciliation">
      {last ? (
        <LastReconciliation last={last} teamId={teamId} timeZone={timeZone} />
      ) : (
        <p>Stripe and the ledger have not been compared yet. They are compared automatically every night.</p>
      )}
      <p className="mt-3 text-muted">
        Every charge, refund, and dispute at Stripe must be in the ledger, and vice versa.
      </p>
      <div className="mt-3">
        <OperatorDetails>
          <p className="text-muted">
            To compare Stripe and the ledger at any time, run <code>npm run -s cli -- reconcile --since DATE</code>.
          </p>
        </OperatorDetails>
      </div>
    </Card>
  )
}

function LastReconciliation({ last, teamId, timeZone }: { last: Reconciliation; teamId: number; timeZone: string }) {
  const ours = last.differences.filter(({ team }) => team === teamId)
  const others = last.differences.length - ours.length
  return (
    <div className="grid gap-3 tabular-nums">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        {last.error !== null ? (
          <Tag tone="amber">Not compared</Tag>
        ) : ours.length > 0 ? (
          <Tag tone="red">Differences</Tag>
        ) : (
          <Tag tone="green">No differences</Tag>
        )}
        <span>
          <Moment at={last.finishedAt} timeZone={timeZone} />, since <Moment at={last.since} timeZone={timeZone} />:{' '}
          {last.compared === 1 ? '1 payment' : `${last.compared.toLocaleString('en-US')} payments`} of all teams
        </span>
      </p>
      {last.error !== null && <p>Stripe’s records could not be read: {last.error}</p>}
      {ours.length > 0 && (
        <ul className="list-disc pl-5 wrap-anywhere">
          {ours.map((difference) => (
            <li key={difference.payment ?? difference.refill}>{differenceText(difference)}</li>
          ))}
        </ul>
      )}
      {others > 0 && (
        <p>
          {others === 1 ? 'Another difference is' : `${others} other differences are`} not part of this team. The
          operator can see {others === 1 ? 'it' : 'them'}.
        </p>
      )}
    </div>
  )
}

function differenceText({ payment, reference, stripe, ledger }: Difference): string {
  const name = [reference, payment].filter(Boolean).join(', ')
  if (stripe === null) return `${name}: the ledger has ${movedText(ledger!)}, Stripe has nothing.`
  if (ledger === null) return `${name}: Stripe has ${movedText(stripe)}, the ledger has nothing.`
  return `${name}: Stripe has ${movedText(stripe)}, the ledger ${movedText(ledger)}.`
}

const movedText = ({ charged, returned }: Moved) =>
  `${formatMoney(charged)} charged${returned === 0 ? '' : ` and ${formatMoney(returned)} returned`}`
