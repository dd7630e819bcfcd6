import { formatMoney } from '@/lib/rules/money'
import type { RefillPurpose } from '@/lib/refills/rules/refill-purpose'
import { ButtonLink } from '@/app/ui/button-link'

export type AlreadyAddedProps = {
  refill: { id: string; reference: string; status: string; amount: number; performedBy: string }
  canAddMore: boolean
  /** What it was for. */
  purpose: RefillPurpose
  /** The label that was printed with it, or whether one still waits. */
  printedId: string | null
  isWaiting: boolean
}

/** In place of a form that was sent before, for whoever comes back to it: what it did, and how to go on. */
export function AlreadyAdded({
  refill,
  canAddMore,
  purpose: { waiting, request },
  printedId,
  isWaiting,
}: AlreadyAddedProps) {
  const amount = formatMoney(refill.amount)
  const [title, text] =
    refill.status === 'processing'
      ? [`${amount} is pending`, 'The card payment is not confirmed yet.']
      : refill.status === 'reversed'
        ? [`${amount} was added and reversed`, 'The card’s bank reversed the payment.']
        : [`${amount} was already added`, 'It is in the balance.']
  return (
    <section aria-labelledby="already-added" className="tabular-nums">
      <h2 id="already-added" className="text-xl font-semibold">
        {title}
      </h2>
      <p className="mt-2 max-w-[60ch]">
        {refill.performedBy} submitted this form before ({refill.reference}). {text} Nothing more was charged.
      </p>
      <div className="mt-5 flex flex-wrap gap-2.5">
        {printedId && (
          <ButtonLink href={`/print/${printedId}`} kind="primary">
            See the label
          </ButtonLink>
        )}
        {waiting && isWaiting && (
          <ButtonLink href={`/print?${new URLSearchParams({ waiting })}`} kind="primary">
            Print the label
          </ButtonLink>
        )}
        {request && <ButtonLink href={`/requests/${encodeURIComponent(request)}`}>See the request</ButtonLink>}
        <ButtonLink
          href={`/history/postage/${refill.id}`}
          kind={printedId || (waiting && isWaiting) ? 'plain' : 'primary'}
        >
          See the receipt
        </ButtonLink>
        {canAddMore && <ButtonLink href="/postage/add">Add more postage</ButtonLink>}
      </div>
    </section>
  )
}
