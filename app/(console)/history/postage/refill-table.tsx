import Link from 'next/link'
import type { CostAccountShare, RefillStatus } from '@/db/queries/refills'
import { formatMoney, formatSignedMoney } from '@/lib/rules/money'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'
import type { Returned } from './after-returns'
import { RefillTag } from './refill-tag'
import { Tag } from '@/app/ui/tag'

export type RefillRow = Returned & {
  id: string
  reference: string
  status: RefillStatus
  amount: number
  fee: number
  totalCharged: number
  /** What is left of amount and fee after refunds and disputes. */
  net: number
  netFee: number
  balanceAfter: number | null
  methodLabel: string
  costAccounts: CostAccountShare[]
  performedBy: string
  createdAt: Date
}

export type RefillTableProps = {
  rows: RefillRow[]
  timeZone: string
  /** What the table is, for those who cannot see its heading: `Refills`, `Latest refills`. */
  caption: string
  /** Only date, person, cost account, status and amount, as on Home. */
  compact?: boolean
  /** Each row says that it is a test. */
  isTestHistory?: boolean
  now?: Date
}

/** Refills, newest first. */
export function RefillTable({
  rows,
  timeZone,
  caption,
  compact = false,
  isTestHistory = false,
  now = new Date(),
}: RefillTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={compact ? compactColumns(timeZone, now) : allColumns(timeZone, now, isTestHistory)}
      caption={caption}
      rowKey={(row) => row.id}
      className={compact ? 'brief' : 'broad lg:min-w-[1100px] lg:text-sm print:min-w-0 print:text-2xs'}
    />
  )
}

function allColumns(timeZone: string, now: Date, isTestHistory: boolean): Column<RefillRow>[] {
  return [
    dateColumn(timeZone, now),
    { label: 'Performed by', cell: (row) => row.performedBy },
    { label: 'Payment method', cell: (row) => row.methodLabel },
    { label: 'Cost account', cell: (row) => <CostAccounts of={row} /> },
    { label: 'Amount', look: 'second figure', cell: (row) => <Amount of={row} /> },
    { label: 'Fee', look: 'figure', cell: (row) => (row.status === 'failed' ? NOTHING : formatMoney(row.fee)) },
    // A refill that failed was not charged: a total here would be read as money that has gone.
    {
      label: 'Total charged',
      look: 'figure',
      cell: (row) => (row.status === 'failed' ? NOTHING : formatMoney(row.totalCharged)),
    },
    {
      label: 'Balance after',
      look: 'figure',
      cell: (row) => (row.balanceAfter === null ? NOTHING : formatMoney(row.balanceAfter)),
    },
    {
      label: 'Status',
      cell: (row) => (
        <span className="flex flex-wrap items-baseline gap-1.5">
          <RefillTag status={row.status} />
          {isTestHistory && <Tag tone="amber">Test</Tag>}
        </span>
      ),
    },
    {
      label: 'Reference',
      cell: (row) => (
        <Link href={`/history/postage/${row.id}`} className="reference">
          {row.reference}
        </Link>
      ),
    },
  ]
}

function compactColumns(timeZone: string, now: Date): Column<RefillRow>[] {
  return [
    {
      label: 'Date',
      look: 'first',
      cell: (row) => (
        <Link href={`/history/postage/${row.id}`}>
          <Moment at={row.createdAt} timeZone={timeZone} now={now} />
        </Link>
      ),
    },
    { label: 'Performed by', cell: (row) => row.performedBy },
    { label: 'Cost account', look: 'wide', cell: (row) => <CostAccounts of={row} /> },
    { label: 'Status', look: 'aside', cell: (row) => <RefillTag status={row.status} /> },
    { label: 'Amount', look: 'second figure', cell: (row) => <Amount of={row} /> },
  ]
}

function dateColumn(timeZone: string, now: Date): Column<RefillRow> {
  return {
    label: 'Date',
    look: 'first',
    cell: (row) => <Moment at={row.createdAt} timeZone={timeZone} now={now} />,
  }
}

/** Signed where the balance moved or will; plain and grey where it did not. */
function Amount({ of: row }: { of: RefillRow }) {
  if (row.status === 'failed') return <span className="text-muted">{formatMoney(row.amount)}</span>
  return (
    <>
      <span className="font-medium">{formatSignedMoney(row.amount)}</span>
      {row.refunded > 0 && <span className="block text-xs text-muted">{formatMoney(row.refunded)} refunded</span>}
      {row.disputed > 0 && <span className="block text-xs text-muted">{formatMoney(row.disputed)} disputed</span>}
    </>
  )
}

function CostAccounts({ of: row }: { of: RefillRow }) {
  const [first, ...others] = row.costAccounts
  if (!first) return <span className="text-muted">None</span>
  if (others.length === 0) return first.name
  return (
    <ul>
      {row.costAccounts.map((part) => (
        <li key={part.code}>
          <bdi>{part.name}</bdi>{' '}
          <span className="text-muted">
            {part.net < part.amount && `${formatMoney(part.net)} of `}
            {formatMoney(part.amount)}
          </span>
        </li>
      ))}
    </ul>
  )
}
