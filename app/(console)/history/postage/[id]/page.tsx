import type { Metadata } from 'next'
import { cache } from 'react'
import { ButtonLink } from '@/app/ui/button-link'
import { LabelNotWaiting } from '@/app/(console)/print/label-not-waiting'
import { Notice } from '@/app/ui/notice'
import { Receipt, RECEIPT_TITLES } from './receipt'
import { RefreshUntilSettled } from '@/app/ui/refresh-until-settled'
import { TextLink } from '@/app/ui/text-link'
import { listCardRefunds, readRefundable, type Refundable } from '@/db/queries/card-refunds'
import { listDisputes, listSecondPayments } from '@/db/queries/charge-returns'
import { findPostageRequestOfRefill } from '@/db/queries/postage-requests'
import { findRefill, type Refill } from '@/db/queries/refills'
import { requireMember, sessionOwnerOf } from '@/lib/auth/current-member'
import { findTeamSettings } from '@/lib/team/team-settings'
import { may } from '@/lib/auth/rules/permissions'
import { describeLabel } from '@/lib/labels/label-name'
import { readWaitingLabel, type WaitingLabel } from '@/lib/labels/waiting-label'
import { formatMoney } from '@/lib/rules/money'
import { SOURCE_WORDS } from '@/lib/refills/source-words'
import { Console } from '@/app/(console)/shell/console'
import { SecondPaymentNotice } from '../second-payment-notice'
import { CardRefunds } from './card-refunds'
import { Disputes } from './disputes'
import { RefillNotFound } from './refill-not-found'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The title and the page ask for the same refill: one read serves both. */
const readRefill = cache(findRefill)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const member = await requireMember(`/history/postage/${id}`, 'history:read')
  const refill = await readRefill(member.teamId, id)
  return { title: refill ? `${RECEIPT_TITLES[refill.status]} · ${refill.reference} · Indicia` : 'Not found · Indicia' }
}

/** A refill's confirmation and receipt. While its outcome is unknown the page looks again by itself. */
export default async function RefillReceipt({ params, searchParams }: Props) {
  const { id } = await params
  const member = await requireMember(`/history/postage/${id}`, 'history:read')
  const refill = await readRefill(member.teamId, id)
  if (!refill) return <RefillNotFound member={member} />
  const mayRefill = may(member.role, 'refills:write')
  const byCard = refill.methodType === 'credit_card'
  const [query, settings, refunds, disputes, secondPayments, refundable, request] = await Promise.all([
    searchParams,
    findTeamSettings(member.teamId),
    byCard ? listCardRefunds(member.teamId, refill.id) : [],
    byCard ? listDisputes(member.teamId, refill.id) : [],
    byCard ? listSecondPayments(member.teamId, refill.id) : [],
    byCard && mayRefill ? readRefundable(member.teamId, refill.id) : null,
    findPostageRequestOfRefill({ teamId: member.teamId, userId: member.userId, isAdmin: mayRefill }, refill.id),
  ])
  const waiting =
    typeof query.waiting === 'string' ? await readWaitingLabel(await sessionOwnerOf(member), query.waiting) : null
  return (
    <Console member={member} current="history">
      {(refill.status === 'processing' || refunds.some(({ status }) => status === 'processing')) && (
        <RefreshUntilSettled />
      )}
      {query.refused === 'cancel' && <NotCanceled status={refill.status} />}
      {refill.actionUrl && query.refused !== 'cancel' && <Confirm refill={refill} mayRefill={mayRefill} />}
      {secondPayments.map((payment) => (
        <SecondPaymentNotice key={payment.createdAt.toISOString()} payment={payment} />
      ))}
      {query.again === '1' && (
        <Notice title="This postage had already been added">
          You submitted the same form twice. It was charged once. This is the receipt.
        </Notice>
      )}
      {waiting?.label && !waiting.labelId ? (
        <Waiting id={waiting.id} label={waiting.label} status={refill.status} />
      ) : (
        query.waiting !== undefined && <LabelNotWaiting labelId={waiting?.labelId ?? null} />
      )}
      <Receipt
        refill={{ ...refill, source: SOURCE_WORDS[refill.source], failure: refill.failureMessage }}
        teamName={member.teamName}
        teamLine={settings.receipt_line}
        timeZone={member.timeZone}
        actions={
          <>
            {refill.status === 'failed' && mayRefill && (
              <ButtonLink href="/postage/add" kind="primary">
                Try again
              </ButtonLink>
            )}
            {refundable?.open && refundable.most > 0 && (
              <ButtonLink href={`/history/postage/${refill.id}/refund`}>Refund to card</ButtonLink>
            )}
            {request && <ButtonLink href={`/requests/${request.id}`}>Request {request.reference}</ButtonLink>}
            <ButtonLink href="/history/postage">Postage history</ButtonLink>
            <ButtonLink href={`/help/cases/new?refill=${refill.id}`}>Get help</ButtonLink>
            <ButtonLink href="/" kind="quiet">
              Home
            </ButtonLink>
          </>
        }
      />
      {refundable && isPrepaid(refundable) && (
        <p className="mx-auto w-full max-w-[720px] text-muted print:hidden">
          None of the balance was paid with {refill.methodLabel}, so nothing can be refunded to it now.
        </p>
      )}
      {disputes.length > 0 && <Disputes disputes={disputes} timeZone={member.timeZone} />}
      {refunds.length > 0 && (
        <CardRefunds refunds={refunds} methodLabel={refill.methodLabel} timeZone={member.timeZone} />
      )}
    </Console>
  )
}

/** The card's bank wants to hear from the person who pays: on a page of the processor's. */
function Confirm({ refill, mayRefill }: { refill: Refill; mayRefill: boolean }) {
  return (
    <Notice kind="warn" title="Your bank needs you to confirm this payment">
      <p>
        {formatMoney(refill.totalCharged)} will be charged to {refill.methodLabel} after you confirm. Room in the
        balance is reserved for 24 hours.
      </p>
      <p>If you have confirmed it already, this page shows the result soon.</p>
      {mayRefill ? (
        <p className="mt-3 flex flex-wrap gap-2.5">
          <ButtonLink href={refill.actionUrl!} kind="primary">
            Confirm with your bank
          </ButtonLink>
          <ButtonLink href={`/history/postage/${refill.id}/cancel`}>Cancel this refill</ButtonLink>
        </p>
      ) : (
        <p>An admin can confirm or cancel it here.</p>
      )}
    </Notice>
  )
}

/** An admin wanted to cancel a refill, and its bank's confirmation came first. */
function NotCanceled({ status }: { status: Refill['status'] }) {
  if (status === 'posted')
    return (
      <Notice title="It was paid a moment ago">
        The payment was confirmed before you canceled the refill. The postage is in the balance. While it is unused, it
        can be refunded to the card.
      </Notice>
    )
  if (status !== 'processing') return null
  return (
    <Notice kind="warn" title="It was confirmed a moment ago">
      The payment is being processed and cannot be canceled anymore. This page shows the result soon.
    </Notice>
  )
}

/** Whether the balance could pay a refund, and none of it was paid with the card. */
const isPrepaid = ({ open, refundable, fromCard, available }: Refundable) =>
  open && refundable > 0 && available > 0 && fromCard === 0

type WaitingProps = { id: string; label: NonNullable<WaitingLabel['label']>; status: Refill['status'] }

/** For a label that was to be printed with this refill: which, and when it can be. */
function Waiting({ id, label, status }: WaitingProps) {
  if (status === 'reversed') return null
  const which = describeLabel(label)
  const link = <TextLink href={`/print?${new URLSearchParams({ waiting: id })}`}>Print the label</TextLink>
  if (status === 'posted')
    return (
      <Notice kind="success" title="Your label is ready to print">
        {which}. {link}
      </Notice>
    )
  if (status === 'failed')
    return (
      <Notice kind="warn" title="Your label was not printed">
        {which}. Your entries are saved. {link}
      </Notice>
    )
  return (
    <Notice title="Your label is waiting for this postage">
      {which}. You can print it when the postage is added. Your entries are saved. {link}
    </Notice>
  )
}
