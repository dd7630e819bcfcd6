import Link from 'next/link'
import type { CaseState } from '@/db/queries/cases'
import { CaseTag } from './case-tag'
import { DataTable, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'

export type CaseRow = {
  id: string
  reference: string
  subject: string
  state: CaseState
  openedBy: string
  changedAt: Date
}

/** Cases, with who opened them where that is not always the same person. */
export function CaseTable({ rows, timeZone, withPeople }: { rows: CaseRow[]; timeZone: string; withPeople: boolean }) {
  return (
    <DataTable
      rows={rows}
      columns={columns(timeZone, new Date(), withPeople)}
      caption="Cases"
      rowKey={(row) => row.id}
    />
  )
}

function columns(timeZone: string, now: Date, withPeople: boolean): Column<CaseRow>[] {
  const from: Column<CaseRow> = { label: 'From', cell: (row) => <span className="wrap-anywhere">{row.openedBy}</span> }
  return [
    { label: 'Subject', look: 'wide', cell: (row) => <span className="font-medium wrap-anywhere">{row.subject}</span> },
    ...(withPeople ? [from] : []),
    { label: 'Status', cell: (row) => <CaseTag state={row.state} /> },
    { label: 'Last change', cell: (row) => <Moment at={row.changedAt} timeZone={timeZone} now={now} /> },
    {
      label: 'Reference',
      cell: (row) => (
        <Link href={`/help/cases/${row.id}`} className="reference">
          {row.reference}
        </Link>
      ),
    },
  ]
}
