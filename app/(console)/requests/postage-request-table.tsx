import Link from 'next/link'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { formatMoney } from '@/lib/rules/money'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'
import { PostageRequestTag } from './postage-request-tag'

export type PostageRequestTableProps = { rows: PostageRequest[]; timeZone: string; withPeople: boolean }

/** Postage requests, with who asked where that is not always the same person. */
export function PostageRequestTable({ rows, timeZone, withPeople }: PostageRequestTableProps) {
  return (
    <DataTable
      rows={rows}
      columns={columns(timeZone, new Date(), withPeople)}
      caption="Postage requests"
      rowKey={(row) => row.id}
    />
  )
}

function columns(timeZone: string, now: Date, withPeople: boolean): Column<PostageRequest>[] {
  const from: Column<PostageRequest> = {
    label: 'From',
    cell: (row) => <span className="wrap-anywhere">{row.requestedBy}</span>,
  }
  return [
    { label: 'Requested', look: 'first', cell: (row) => <Moment at={row.createdAt} timeZone={timeZone} now={now} /> },
    { label: 'Reason', look: 'wide', cell: (row) => <span className="wrap-anywhere">{row.reason}</span> },
    ...(withPeople ? [from] : []),
    { label: 'Cost account', cell: (row) => row.costAccount?.name ?? NOTHING },
    { label: 'Status', cell: (row) => <PostageRequestTag status={row.status} /> },
    {
      label: 'Amount',
      look: 'second figure',
      cell: (row) => <span className="font-medium">{formatMoney(row.amount)}</span>,
    },
    {
      label: 'Reference',
      cell: (row) => (
        <Link href={`/requests/${row.id}`} className="reference">
          {row.reference}
        </Link>
      ),
    },
  ]
}
