import { ButtonLink } from '@/app/ui/button-link'
import { Notice } from '@/app/ui/notice'
import { PrintButton } from '@/app/ui/print-button'
import { PrintedLabel } from './printed-label'
import { findLabel, type Label } from '@/db/queries/labels'
import { findRefill } from '@/db/queries/refills'
import { requireMember } from '@/lib/auth/current-member'
import { CARRIERS } from '@/lib/labels/rules/print-values'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { LabelNotFound } from '@/app/(console)/history/labels/[id]/label-not-found'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A label as it leaves the printer: on paper only the label, on the screen also what it did and how to go on. */
export default async function Printed({ params, searchParams }: Props) {
  const { id } = await params
  const member = await requireMember(`/print/${id}`, 'history:read')
  const query = await searchParams
  const [label, refill] = await Promise.all([
    findLabel(member.teamId, id),
    typeof query.added === 'string' ? findRefill(member.teamId, query.added) : null,
  ])
  if (!label) return <LabelNotFound member={member} />
  // An address may name any refill: only one that could have paid for this label is said to have.
  const added =
    refill && refill.performedBy === label.performedBy && refill.createdAt <= label.createdAt ? refill : null
  return (
    <Console member={member} current="print">
      <title>Label printed · Indicia</title>
      <article className="mx-auto grid w-full max-w-[760px] gap-6">
        <div className="print:hidden">
          <h1 className="text-2xl font-semibold">Label printed</h1>
          <p className="mt-1 text-muted tabular-nums">{chargedText(label)}</p>
        </div>
        {query.again === '1' && (
          <div className="print:hidden">
            <Notice title="This label was already printed">
              You submitted the same form twice. The label was printed once. This is that label.
            </Notice>
          </div>
        )}
        {added && (
          <div className="print:hidden">
            <Notice kind="success" title="Postage added, label printed">
              {formatMoney(added.amount)} was added ({added.reference}), and then {formatMoney(label.amount)} was
              printed.
            </Notice>
          </div>
        )}
        <PrintedLabel label={label} teamName={member.teamName} timeZone={member.timeZone} />
        <div className="flex flex-wrap gap-2.5 print:hidden">
          <PrintButton label="Print" kind="primary" />
          <ButtonLink href={`/print?carrier=${label.carrier}`}>Print another label</ButtonLink>
          <ButtonLink href={`/history/labels/${label.id}`}>Label details</ButtonLink>
          <ButtonLink href="/" kind="quiet">
            Home
          </ButtonLink>
        </div>
        <p className="still-only text-muted print:hidden">To print on paper, use your browser’s Print menu.</p>
      </article>
    </Console>
  )
}

function chargedText({ carrier, amount, balanceAfter }: Label): string {
  const money = formatMoney(amount)
  if (balanceAfter === null) {
    return `${money} is charged to your own ${CARRIERS[carrier]} account. The USPS postage balance was not charged.`
  }
  return `${money} was charged to the postage balance. The balance is now ${formatMoney(balanceAfter)}.`
}
