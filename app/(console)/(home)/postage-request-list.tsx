import Link from 'next/link'
import type { ReactNode } from 'react'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { formatMoney } from '@/lib/rules/money'
import { describeOutcome } from '@/lib/postage-requests/rules/describe-outcome'
import { Moment } from '@/app/ui/moment'
import { PostageRequestTag } from '../requests/postage-request-tag'

export type PostageRequestListProps = {
  rows: PostageRequest[]
  timeZone: string
  /** Whose own requests are called `You`. */
  viewerId: string
  actions: (row: PostageRequest) => ReactNode
}

/** Postage requests on Home: how much, who, why, and what can be done about each. */
export function PostageRequestList({ rows, timeZone, viewerId, actions }: PostageRequestListProps) {
  const now = new Date()
  return (
    <ul className="tabular-nums">
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-line py-3.5 not-last:border-b first:pt-0 last:pb-0"
        >
          <div className="min-w-0 flex-1 basis-[280px] wrap-anywhere">
            <p>
              <Link
                href={`/requests/${row.id}`}
                className="-my-[11px] inline-flex min-h-[44px] items-center text-lg font-semibold underline decoration-edge underline-offset-4 hover:decoration-current"
              >
                {formatMoney(row.amount)}
                <span className="sr-only">, request {row.reference}</span>
              </Link>{' '}
              for {row.reason}
            </p>
            <p className="text-sm text-muted">
              {row.requestedById === viewerId ? 'You' : row.requestedBy}
              {row.costAccount && ` · ${row.costAccount.name}`} ·{' '}
              <Moment at={row.createdAt} timeZone={timeZone} now={now} />
            </p>
            {row.status !== 'open' && (
              <p className="mt-1.5">
                <PostageRequestTag status={row.status} /> {describeOutcome(row)}
              </p>
            )}
          </div>
          <div className="flex flex-wrap gap-2.5 empty:hidden">{actions(row)}</div>
        </li>
      ))}
    </ul>
  )
}
