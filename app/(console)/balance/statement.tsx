import Link from 'next/link'
import { Card } from '@/app/ui/card'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { EmptyState } from '@/app/ui/empty-state'
import { dayText } from '@/app/ui/moment-text'
import { Moment } from '@/app/ui/moment'
import { Pager } from '@/app/ui/pager'
import { Tag } from '@/app/ui/tag'
import { TextLink } from '@/app/ui/text-link'
import type { StatementLine, StatementPage, StatementPlace } from '@/db/queries/statement'
import { formatMoney, formatSignedMoney } from '@/lib/rules/money'

export const STATEMENT_PAGE = 50

/** Why money moved, as a statement says it. */
const WHAT: Record<string, string> = {
  opening: 'Opening balance',
  postage_fund: 'Refill',
  postage_print: 'Label',
  postage_refund: 'Label refunded',
  held_release: 'Held money added',
  fund_reversal: 'Refill reversed',
  owed_payment: 'Debt paid',
  adjustment: 'Adjustment',
  reserve_deposit: 'Deposit',
  purchase_power_payment: 'Payment',
  receipt_correction: 'Correction',
}

export type StatementProps = {
  page: StatementPage
  title?: string
  path: string
  timeZone: string
  /** What the running balance is called: `Balance`, `Drawn`. */
  balanceLabel: string
  /** −1 where the account counts what is owed: a refill then raises it. */
  sign: 1 | -1
  empty: string
  /** The address where a receipt from the bank is corrected, before its id; none where there are no receipts. */
  correctionPath?: string
  /** The entries of the test round. */
  isTestHistory?: boolean
}

/** Every entry of an account, newest first, with what it was and the balance after it. */
export function Statement(props: StatementProps) {
  const {
    page,
    title = 'Statement',
    path,
    timeZone,
    balanceLabel,
    sign,
    empty,
    correctionPath,
    isTestHistory = false,
  } = props
  const at = (place: string) => `${path}?${isTestHistory ? 'mode=test&' : ''}${place}`
  if (page.lines.length === 0) {
    return (
      <Card>
        <EmptyState title="No entries yet" text={empty} />
      </Card>
    )
  }
  return (
    <Card title={title}>
      <div className="grid gap-5">
        <DataTable
          rows={page.lines}
          columns={[
            ...columns(timeZone, balanceLabel, sign, isTestHistory),
            ...(correctionPath && page.lines.some(({ receipt }) => receipt?.mayBeCorrected)
              ? [correctColumn(correctionPath)]
              : []),
          ]}
          caption={title}
          rowKey={(line) => line.seq}
        />
        <Pager
          newerHref={page.hasNewer ? at(`after=${page.lines[0]!.seq}`) : null}
          olderHref={page.hasOlder ? at(`before=${page.lines.at(-1)!.seq}`) : null}
        />
      </div>
    </Card>
  )
}

/** Where a statement's page begins, from its address; the first page for what is no number. */
export function readStatementPlace({
  after,
  before,
}: {
  after?: string | string[]
  before?: string | string[]
}): StatementPlace | undefined {
  const number = (value: string | string[] | undefined) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null
  const [newerThan, olderThan] = [number(after), number(before)]
  if (newerThan !== null) return { seq: newerThan, direction: 'newer' }
  return olderThan === null ? undefined : { seq: olderThan, direction: 'older' }
}

function columns(
  timeZone: string,
  balanceLabel: string,
  sign: 1 | -1,
  isTestHistory: boolean,
): Column<StatementLine>[] {
  return [
    { label: 'Date', look: 'first', cell: (line) => <Moment at={line.at} timeZone={timeZone} /> },
    {
      label: 'Entry',
      cell: (line) => (
        <>
          <Entry line={line} /> {isTestHistory && <Tag tone="amber">Test</Tag>}
        </>
      ),
    },
    { label: 'Reference', cell: (line) => <Reference line={line} /> },
    { label: 'Performed by', cell: (line) => line.performedBy ?? NOTHING },
    {
      label: 'Amount',
      look: 'second figure',
      cell: (line) => <span className="font-medium">{formatSignedMoney(line.amount * sign)}</span>,
    },
    {
      label: balanceLabel,
      look: 'figure',
      cell: (line) => formatMoney(line.balanceAfter === 0 ? 0 : line.balanceAfter * sign),
    },
  ]
}

function Entry({ line: { kind, receipt } }: { line: StatementLine }) {
  const what = WHAT[kind] ?? kind.replaceAll('_', ' ')
  if (!receipt?.isCorrected) return what
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
      {what} <Tag tone="amber">Corrected</Tag>
    </span>
  )
}

/** For a receipt that can be corrected: where. */
function correctColumn(correctionPath: string): Column<StatementLine> {
  return {
    label: 'Correct',
    look: 'action',
    cell: ({ receipt }) =>
      receipt?.mayBeCorrected && (
        <TextLink href={`${correctionPath}/${receipt.id}`}>
          Correct<span className="sr-only"> {receipt.reference}</span>
        </TextLink>
      ),
  }
}

function Reference({ line: { receipt, refill, label } }: { line: StatementLine }) {
  if (refill) {
    return (
      <Link href={`/history/postage/${refill.id}`} className="reference">
        {refill.reference}
      </Link>
    )
  }
  if (label) {
    return (
      <>
        <Link href={`/history/labels/${label.id}`} className="reference">
          {label.service ?? 'USPS label'}
        </Link>
        {label.reference && <span className="block text-sm wrap-anywhere text-muted">{label.reference}</span>}
      </>
    )
  }
  if (!receipt) return NOTHING
  return (
    <>
      <span className="wrap-anywhere">{receipt.reference}</span>
      <span className="block text-sm text-muted">received {dayText(receipt.receivedOn)}</span>
      {receipt.reason !== null && (
        <span className="block text-sm wrap-anywhere text-muted">Reason: {receipt.reason}</span>
      )}
    </>
  )
}
