import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatMoney, formatSignedMoney } from '@/lib/money'
import { Moment } from './moment'
import { StatusTag, type RefillStatus } from './status-tag'

export type RefillCostAccount = { code: string; name: string; amount: number }

export type RefillRow = {
  id: string
  reference: string
  status: RefillStatus
  amount: number
  fee: number
  totalCharged: number
  balanceAfter: number | null
  methodLabel: string
  costAccounts: RefillCostAccount[]
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
  now?: Date
}

type Column = {
  label: string
  /** Set to the right, so that figures stand under each other. */
  figure?: boolean
  /** Moved to the head of a card on narrow screens. */
  lead?: string
  cell: (row: RefillRow) => ReactNode
}

const NOTHING = (
  <span className="text-muted">
    <span aria-hidden="true">–</span>
    <span className="sr-only">none</span>
  </span>
)

/**
 * Refills, newest first. A real table where there is room for it, cards with the same labels where there is not; the
 * roles are written out because a table that is laid out as a grid loses them in some browsers.
 */
export function RefillTable({ rows, timeZone, caption, compact = false, now = new Date() }: RefillTableProps) {
  const columns = compact ? compactColumns(timeZone, now) : allColumns(timeZone, now)
  const wide = compact ? '' : 'lg:min-w-[1100px] lg:text-[14px]'
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-lg print:overflow-visible">
      <table role="table" className={`stacking w-full border-collapse tabular-nums ${wide}`}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.label}
                role="columnheader"
                scope="col"
                className={`border-b border-line px-2.5 py-2 text-[13px] font-[500] whitespace-nowrap text-muted ${column.figure ? 'text-right' : 'text-left'}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row" className="border-b border-line last:border-0">
              {columns.map((column) => (
                <td
                  key={column.label}
                  role="cell"
                  className={`align-top lg:px-2.5 lg:py-3 ${column.lead ?? ''} ${column.figure ? 'figure whitespace-nowrap' : ''}`}
                >
                  <span className="stacking-label" aria-hidden="true">
                    {column.label}
                  </span>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function allColumns(timeZone: string, now: Date): Column[] {
  return [
    dateColumn(timeZone, now),
    { label: 'Performed by', cell: (row) => <span className="wrap-break-word">{row.performedBy}</span> },
    { label: 'Payment method', cell: (row) => <span className="lg:whitespace-nowrap">{row.methodLabel}</span> },
    { label: 'Cost account', cell: (row) => <CostAccounts of={row} /> },
    { label: 'Amount', figure: true, lead: 'max-lg:-order-1', cell: (row) => <Amount of={row} /> },
    { label: 'Fee', figure: true, cell: (row) => (row.status === 'failed' ? NOTHING : formatMoney(row.fee)) },
    // A refill that failed was not charged: a total here would be read as money that has gone.
    {
      label: 'Total charged',
      figure: true,
      cell: (row) => (row.status === 'failed' ? NOTHING : formatMoney(row.totalCharged)),
    },
    {
      label: 'Balance after',
      figure: true,
      cell: (row) => (row.balanceAfter === null ? NOTHING : formatMoney(row.balanceAfter)),
    },
    { label: 'Status', cell: (row) => <StatusTag status={row.status} /> },
    {
      label: 'Reference',
      cell: (row) => (
        <Link
          href={`/history/postage/${row.id}`}
          className="-my-[11px] inline-flex min-h-[44px] items-center whitespace-nowrap normal-nums text-accent underline decoration-edge underline-offset-4 hover:decoration-current"
        >
          {row.reference}
        </Link>
      ),
    },
  ]
}

function compactColumns(timeZone: string, now: Date): Column[] {
  return [
    {
      label: 'Date',
      lead: 'max-lg:-order-2',
      cell: (row) => (
        <Link
          href={`/history/postage/${row.id}`}
          className="-my-[11px] inline-flex min-h-[44px] items-center whitespace-nowrap underline decoration-edge underline-offset-4 hover:text-accent hover:decoration-current"
        >
          <Moment at={row.createdAt} timeZone={timeZone} now={now} />
        </Link>
      ),
    },
    { label: 'Performed by', cell: (row) => <span className="wrap-break-word">{row.performedBy}</span> },
    { label: 'Cost account', cell: (row) => <CostAccounts of={row} /> },
    { label: 'Status', cell: (row) => <StatusTag status={row.status} /> },
    { label: 'Amount', figure: true, lead: 'max-lg:-order-1', cell: (row) => <Amount of={row} /> },
  ]
}

function dateColumn(timeZone: string, now: Date): Column {
  return {
    label: 'Date',
    lead: 'max-lg:-order-2',
    cell: (row) => (
      <span className="whitespace-nowrap">
        <Moment at={row.createdAt} timeZone={timeZone} now={now} />
      </span>
    ),
  }
}

/** Signed where the balance moved or will; plain and grey where it did not. */
function Amount({ of: row }: { of: RefillRow }) {
  if (row.status === 'failed') return <span className="text-muted">{formatMoney(row.amount)}</span>
  return <span className="font-[550]">{formatSignedMoney(row.amount)}</span>
}

function CostAccounts({ of: row }: { of: RefillRow }) {
  const [first, ...others] = row.costAccounts
  if (!first) return <span className="text-muted">None</span>
  if (others.length === 0) return <span className="wrap-break-word">{first.name}</span>
  return (
    <ul>
      {row.costAccounts.map((part) => (
        <li key={part.code}>
          <span className="wrap-break-word">{part.name}</span> <span className="text-muted">{formatMoney(part.amount)}</span>
        </li>
      ))}
    </ul>
  )
}
