import { randomUUID } from 'node:crypto'
import { redirect } from 'next/navigation'
import { Card } from '@/app/ui/card'
import { Moment } from '@/app/ui/moment'
import { PageHeading } from '@/app/ui/page-heading'
import { HiddenField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { findLabel } from '@/db/queries/labels'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { isRefundable } from '@/lib/labels/is-refundable'
import { labelName } from '@/lib/labels/label-name'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { LabelNotFound } from '../label-not-found'
import { requestRefund } from '../actions'

/** Nothing is asked of USPS before it was read here what that means. */
export default async function AskForRefund({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`/history/labels/${id}/refund`, 'labels:write')
  const label = await findLabel(member.teamId, id)
  if (!label) return <LabelNotFound member={member} />
  const page = `/history/labels/${label.id}`
  // Its page says how it stands.
  if (!isRefundable(label)) redirect(page)
  const money = formatMoney(label.amount)
  return (
    <Console member={member} current="history">
      <PageHeading title="Request a refund">
        {labelName(label)} · {money}
        {label.reference && <> · {label.reference}</>} · <Moment at={label.createdAt} timeZone={member.timeZone} />
      </PageHeading>
      <Card className="max-w-[760px]">
        <p className="mb-5 max-w-[60ch] tabular-nums">
          USPS refunds postage that was not mailed. If it approves, the {money} is added to the balance. An amount that
          does not fit is held and added automatically when there is room.
        </p>
        <PostedForm
          action={requestRefund.bind(null, label.id)}
          initial={emptyForm}
          title="Request a refund · Label history"
          submit="Request refund"
        >
          <HiddenField name="key" defaultValue={randomUUID()} />
          <TextField
            name="reason"
            label="Reason (optional)"
            hint="For example: printed twice, wrong weight."
            maxLength={200}
          />
        </PostedForm>
      </Card>
      <p>
        <TextLink href={page}>Back to the label</TextLink>
      </p>
    </Console>
  )
}
