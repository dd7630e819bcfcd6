import { redirect } from 'next/navigation'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { findRefill } from '@/db/queries/refills'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { RefillNotFound } from '../refill-not-found'
import { cancelWaitingRefill } from './cancel-waiting-refill'

/** A refill that waits for the bank's confirmation is canceled: what it means is read before anything happens. */
export default async function CancelRefill({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/history/postage/${id}/cancel`, 'refills:write')
  const refill = await findRefill(member.teamId, id)
  if (!refill) return <RefillNotFound member={member} />
  const page = `/history/postage/${refill.id}`
  // Its page says how it stands.
  if (refill.status !== 'processing' || !refill.actionUrl) redirect(page)
  return (
    <Console member={member} current="history">
      <PageHeading title="Cancel this refill">
        {refill.reference} · {formatMoney(refill.amount)} of postage, to be paid with {refill.methodLabel}
      </PageHeading>
      <Card className="max-w-[760px]">
        <p className="mb-5 max-w-[60ch] tabular-nums">
          The card’s bank has not confirmed this payment. If you cancel it, nobody can confirm it anymore. The card is
          not charged, and the room for {formatMoney(refill.amount)} in the balance is free immediately.
        </p>
        <PostedForm
          action={cancelWaitingRefill.bind(null, refill.id)}
          initial={emptyForm}
          title="Cancel this refill · Postage history"
          submit="Cancel this refill"
        >
          {null}
        </PostedForm>
      </Card>
      <p>
        <TextLink href={page}>Keep waiting, and go back to the receipt</TextLink>
      </p>
    </Console>
  )
}
