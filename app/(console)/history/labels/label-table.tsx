import Link from 'next/link'
import type { Label } from '@/db/queries/labels'
import { formatMoney } from '@/lib/rules/money'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { LabelTag } from './label-tag'
import { Tag } from '@/app/ui/tag'
import { Moment } from '@/app/ui/moment'

export type LabelRow = {
  id: string
  createdAt: Date
  /** `UPS` */
  carrier: string
  service: string | null
  reference: string | null
  /** Its name. */
  costAccount: string | null
  performedBy: string
  amount: number
  /** In words: `Postage balance`. */
  chargedTo: string
  status: Label['status']
  /** Whether the person can ask USPS for its postage back. */
  isRefundable: boolean
}

export type LabelTableProps = {
  rows: LabelRow[]
  timeZone: string
  /** Each row says that it is a test. */
  isTestHistory: boolean
}

/** Labels, newest first. */
export function LabelTable({ rows, timeZone, isTestHistory }: LabelTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={columns(timeZone, new Date(), isTestHistory)}
      caption="Label history"
      rowKey={(row) => row.id}
      className="broad lg:min-w-[1100px] lg:text-sm print:min-w-0 print:text-2xs"
    />
  )
}

function columns(timeZone: string, now: Date, isTestHistory: boolean): Column<LabelRow>[] {
  return [
    {
      label: 'Date',
      look: 'first',
      cell: (row) => (
        <Link href={`/history/labels/${row.id}`}>
          <Moment at={row.createdAt} timeZone={timeZone} now={now} />
        </Link>
      ),
    },
    { label: 'Carrier', cell: (row) => row.carrier },
    { label: 'Service', cell: (row) => row.service ?? NOTHING },
    { label: 'Reference', cell: (row) => row.reference ?? NOTHING },
    { label: 'Cost account', cell: (row) => row.costAccount ?? NOTHING },
    { label: 'Performed by', cell: (row) => row.performedBy },
    {
      label: 'Amount',
      look: 'second figure',
      cell: (row) => <span className="font-medium">{formatMoney(row.amount)}</span>,
    },
    { label: 'Charged to', cell: (row) => row.chargedTo },
    {
      label: 'Status',
      cell: (row) => (
        <div className="flex flex-wrap items-baseline gap-x-3">
          <LabelTag status={row.status} />
          {isTestHistory && <Tag tone="amber">Test</Tag>}
          {row.isRefundable && (
            // Few of fifty are ever followed: none is fetched beforehand.
            <Link href={`/history/labels/${row.id}/refund`} prefetch={false} className="text-muted print:hidden">
              Refund<span className="sr-only"> of {formatMoney(row.amount)}</span>
            </Link>
          )}
        </div>
      ),
    },
  ]
}
