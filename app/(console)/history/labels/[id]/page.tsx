import type { Metadata } from 'next'
import { cache } from 'react'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { LabelEntries } from './label-entries'
import { LabelFacts } from './label-facts'
import { LabelRefund } from './label-refund'
import { Notice } from '@/app/ui/notice'
import { PageHeading } from '@/app/ui/page-heading'
import { RefreshUntilSettled } from '@/app/ui/refresh-until-settled'
import { findLabelInFull, type LabelInFull } from '@/db/queries/label-history'
import { requireMember, type Member } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { DENIED_IN_TEST_MODE } from '@/lib/labels/resolve-due-label-refunds'
import { isRefundable } from '@/lib/labels/is-refundable'
import { carrierName, chargedToName, labelName } from '@/lib/labels/label-name'
import { cardProcessor } from '@/lib/payments/processor'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { readBalance } from '@/app/(console)/shell/cached-reads'
import { flashMessage, type FlashQuery } from '../../../flash'
import { LabelNotFound } from './label-not-found'
import { RecordAnswer } from './record-answer-form'

type Props = { params: Promise<{ id: string }>; searchParams: FlashQuery }

const REFUSED = {
  answered: 'The USPS decision is already recorded. Nothing was changed.',
  refund: 'A refund was already requested for this label, or it is not refundable. Nothing was changed.',
}

/** The title and the page ask for the same label: one read serves both. */
const readLabel = cache(findLabelInFull)

/** While an answer is outstanding, admins may record it. */
const isToBeRecorded = (member: Member, { status }: LabelInFull) =>
  status === 'refund_requested' && may(member.role, 'settings:write')

const titleOf = (label: LabelInFull) => `${labelName(label)} · Label history`

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const member = await requireMember(`/history/labels/${id}`, 'history:read')
  const label = await readLabel(member.teamId, id)
  // The form gives the page its title, and so does the page that says that there is none.
  return !label || isToBeRecorded(member, label) ? {} : { title: `${titleOf(label)} · Indicia` }
}

/** A label: what it is, its refund, and what it did to the ledger. */
export default async function LabelPage({ params, searchParams }: Props) {
  const { id } = await params
  const member = await requireMember(`/history/labels/${id}`, 'history:read')
  const [label, { held }, query] = await Promise.all([
    readLabel(member.teamId, id),
    readBalance(member.teamId),
    searchParams,
  ])
  if (!label) return <LabelNotFound member={member} />
  const { timeZone } = member
  const isOpen = label.status === 'refund_requested'
  const refused = flashMessage(REFUSED, query.refused)
  return (
    <Console member={member} current="history">
      <PageHeading
        title={labelName(label)}
        actions={
          <>
            <ButtonLink href={`/print/${label.id}`}>Show the label</ButtonLink>
            <ButtonLink href={`/help/cases/new?label=${label.id}`}>Get help</ButtonLink>
            <ButtonLink href="/history/labels" kind="quiet">
              Label history
            </ButtonLink>
          </>
        }
      >
        {formatMoney(label.amount)}
        {label.reference && (
          <>
            {' '}
            · <span className="normal-nums select-all">{label.reference}</span>
          </>
        )}
      </PageHeading>
      {refused && <Notice kind="warn">{refused}</Notice>}
      {query.done === 'asked' && isOpen && (
        <Notice kind="success">The refund was requested. The USPS decision will appear here.</Notice>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="Label">
          <LabelFacts
            label={label}
            carrier={carrierName(label.carrier)}
            chargedTo={chargedToName(label)}
            timeZone={timeZone}
          />
        </Card>
        <Card title="Refund">
          {label.refund ? (
            <LabelRefund refund={label.refund} amount={label.amount} held={held} timeZone={timeZone} />
          ) : (
            <NotAskedFor label={label} member={member} />
          )}
          {isOpen && <WhileOpen label={label} member={member} />}
        </Card>
      </div>
      <Card title="Ledger entries">
        {label.entries.length > 0 ? (
          <LabelEntries entries={label.entries} timeZone={timeZone} />
        ) : (
          <p className="text-muted">
            None. The postage balance was not charged. {carrierName(label.carrier)} bills you directly.
          </p>
        )}
      </Card>
    </Console>
  )
}

function NotAskedFor({ label, member }: { label: LabelInFull; member: Member }) {
  if (label.isOfTestRound)
    return <p className="text-muted">This label is of your team’s test round. There is nothing to refund.</p>
  if (!isRefundable(label)) {
    return (
      <p className="text-muted">
        {carrierName(label.carrier)} bills you directly. Ask {carrierName(label.carrier)} for a refund.
      </p>
    )
  }
  return (
    <>
      <p className="max-w-[60ch]">Printed by mistake or not mailed? USPS may refund the {formatMoney(label.amount)}.</p>
      {may(member.role, 'labels:write') && (
        <ButtonLink href={`/history/labels/${label.id}/refund`} className="mt-4">
          Request a refund
        </ButtonLink>
      )}
    </>
  )
}

function WhileOpen({ label, member }: { label: LabelInFull; member: Member }) {
  const isTest = cardProcessor().mode === 'test'
  const mayRecord = isToBeRecorded(member, label)
  return (
    <div className="mt-4 grid gap-5 border-t border-dashed border-edge/60 pt-4">
      {/* Without a script the page would be read anew under the hands of whoever fills in its form. */}
      {isTest && !mayRecord && <RefreshUntilSettled />}
      <p className="max-w-[60ch] text-muted">
        {isTest &&
          `In test mode, a simulated USPS decides within 30 seconds. It denies labels with the reference ${DENIED_IN_TEST_MODE}. `}
        {!isTest && !mayRecord && 'An admin records the USPS decision here.'}
        {isTest && !mayRecord && 'This page refreshes automatically.'}
      </p>
      {mayRecord && <RecordAnswer labelId={label.id} title={titleOf(label)} />}
    </div>
  )
}
