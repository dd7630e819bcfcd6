import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import { Card } from '@/app/ui/card'
import { PageHeading } from '@/app/ui/page-heading'
import { HiddenField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { readRefundable } from '@/db/queries/card-refunds'
import { findRefill } from '@/db/queries/refills'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney, formatPlain } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { RefillNotFound } from '../refill-not-found'
import { refundToCard } from './refund-to-card'

/** Unused postage back to the card that paid for it: what it means is read before anything moves. */
export default async function RefundToCard({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/history/postage/${id}/refund`, 'refills:write')
  const refill = await findRefill(member.teamId, id)
  if (!refill) return <RefillNotFound member={member} />
  const page = `/history/postage/${refill.id}`
  const refundable = await readRefundable(member.teamId, refill.id)
  // Its page says how it stands.
  if (!refundable?.open || refundable.most === 0) redirect(page)
  const { most, fromCard } = refundable
  const isBound = fromCard < refundable.refundable
  return (
    <Console member={member} current="history">
      <PageHeading title="Refund to card">
        {refill.reference} · {formatMoney(refill.amount)} of postage, paid with {refill.methodLabel}
      </PageHeading>
      <Card className="max-w-[760px]">
        <p className="mb-5 max-w-[60ch] tabular-nums">
          You can refund unused postage to {refill.methodLabel}
          {!isBound && <>: up to {formatMoney(most)} now</>}. The amount leaves the balance immediately and reaches the
          card within a few business days.
          {refill.fee > 0 && <> The fee of {formatMoney(refill.fee)} is not refunded.</>}
        </p>
        {isBound && (
          <p className="mb-5 max-w-[60ch] tabular-nums">
            Up to {formatMoney(fromCard)} can go back to this card: that much of the balance was paid with it. The
            oldest postage is used first. Postage from Reserve Account, Purchase Power, or another card does not go to
            this card.
          </p>
        )}
        <PostedForm
          action={refundToCard.bind(null, refill.id)}
          initial={emptyForm}
          title="Refund to card · Postage history"
          submit="Refund to card"
        >
          <HiddenField name="key" defaultValue={randomUUID()} />
          <TextField
            name="amount"
            label="Amount"
            prefixSign="$"
            inputMode="decimal"
            defaultValue={formatPlain(most)}
            maxLength={20}
            hint={`At most ${formatMoney(most)}.`}
          />
          <TextField
            name="reason"
            label="Reason"
            hint="For example: added twice. The reason is saved in the audit log."
            maxLength={200}
          />
        </PostedForm>
      </Card>
      <p>
        <TextLink href={page}>Back to the receipt</TextLink>
      </p>
    </Console>
  )
}
