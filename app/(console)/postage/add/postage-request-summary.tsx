import type { PostageRequest } from '@/db/queries/postage-requests'
import { formatMoney } from '@/lib/rules/money'
import { ButtonLink } from '@/app/ui/button-link'
import { Moment } from '@/app/ui/moment'

export type PostageRequestSummaryProps = {
  request: Pick<PostageRequest, 'id' | 'reference' | 'requestedBy' | 'amount' | 'reason' | 'createdAt'>
  /** Who looks has asked for it themselves. */
  isOwn: boolean
  timeZone: string
  /** Against the limit, in cents. */
  room: number
}

/** The request that this refill approves, with a link to decline it. */
export function PostageRequestSummary({ request, isOwn, timeZone, room }: PostageRequestSummaryProps) {
  return (
    <section
      aria-label="The request"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-[14px] border border-l-4 border-line border-l-amber px-5 py-4 tabular-nums"
    >
      <div className="min-w-0 flex-1 basis-[260px] wrap-anywhere">
        <p>
          <b className="font-semibold">{isOwn ? 'You' : request.requestedBy}</b> requested{' '}
          <b className="font-semibold">{formatMoney(request.amount)}</b>: “{request.reason}”
        </p>
        <p className="mt-0.5 text-sm text-muted">
          <span className="normal-nums">{request.reference}</span> ·{' '}
          <Moment at={request.createdAt} timeZone={timeZone} />
        </p>
        {request.amount > room && (
          <p className="mt-1.5 text-amber">You can add only {formatMoney(Math.max(0, room))} now.</p>
        )}
      </div>
      <ButtonLink href={`/requests/${request.id}#decline`}>Decline</ButtonLink>
    </section>
  )
}
