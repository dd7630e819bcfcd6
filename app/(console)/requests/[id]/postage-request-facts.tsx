import Link from 'next/link'
import type { ReactNode } from 'react'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { formatMoney } from '@/lib/rules/money'
import { describeOutcome } from '@/lib/postage-requests/rules/describe-outcome'
import { Moment } from '@/app/ui/moment'

export type PostageRequestFactsProps = {
  request: PostageRequest
  /** The waiting label, in words; null for none. */
  label: string | null
  isOwn: boolean
  timeZone: string
}

/** A request for postage, line by line, with what became of it. */
export function PostageRequestFacts({ request, label, isOwn, timeZone }: PostageRequestFactsProps) {
  const { refill, decidedAt } = request
  return (
    <dl className="grid gap-y-2.5 tabular-nums">
      <Fact name="Amount">
        <b className="font-semibold">{formatMoney(request.amount)}</b>
      </Fact>
      <Fact name="Reason">{request.reason}</Fact>
      <Fact name="Cost account">{request.costAccount?.name ?? 'None'}</Fact>
      <Fact name="Requested by">
        {request.requestedBy}
        {isOwn && ' (you)'}, <Moment at={request.createdAt} timeZone={timeZone} />
      </Fact>
      {label && <Fact name={request.labelId ? 'Label, printed' : 'Label that waits'}>{label}</Fact>}
      <Fact name="Decision">
        {describeOutcome(request)}{' '}
        {decidedAt && (
          <span className="text-muted">
            <Moment at={decidedAt} timeZone={timeZone} />
          </span>
        )}
      </Fact>
      {refill && (
        <Fact name="Refill">
          <Link
            href={`/history/postage/${refill.id}`}
            className="-my-2.5 inline-flex min-h-[44px] items-center text-accent underline decoration-edge underline-offset-4 normal-nums hover:decoration-current"
          >
            {refill.reference}
          </Link>
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-5 sm:grid-cols-[150px_minmax(0,1fr)]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
