import Link from 'next/link'
import { DataTable, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'

export type AuditRow = {
  id: number
  at: Date
  who: string
  /** `API key`, `By itself`: what it was, where it was no person. */
  kind: string | null
  what: string
  subject: { name: string; href: string | null } | null
  changes: { label: string; before: string | null; after: string | null }[]
}

/** The audit log, newest first. */
export function AuditTable({ rows, timeZone }: { rows: AuditRow[]; timeZone: string }) {
  return (
    <DataTable
      rows={rows}
      columns={columns(timeZone, new Date())}
      caption="Audit log"
      rowKey={(row) => row.id}
      className="lg:text-sm"
    />
  )
}

function columns(timeZone: string, now: Date): Column<AuditRow>[] {
  return [
    { label: 'When', cell: (row) => <Moment at={row.at} timeZone={timeZone} now={now} /> },
    { label: 'Who', cell: (row) => <Who of={row} /> },
    { label: 'What', look: 'wide', cell: (row) => <What of={row} /> },
    { label: 'Before and after', look: 'wide', cell: (row) => <Changes of={row.changes} /> },
  ]
}

function Who({ of: { who, kind } }: { of: AuditRow }) {
  return (
    <div className="wrap-anywhere lg:min-w-[90px] print:min-w-[90px]">
      {who}
      {kind && <span className="block text-sm text-muted">{kind}</span>}
    </div>
  )
}

function What({ of: { what, subject } }: { of: AuditRow }) {
  return (
    <div className="wrap-anywhere lg:min-w-[200px]">
      <span className="font-medium">{what}</span>
      {subject && (
        <span className="block">
          {subject.href ? (
            <Link href={subject.href} className="reference">
              {subject.name}
            </Link>
          ) : (
            <span className="text-muted">{subject.name}</span>
          )}
        </span>
      )}
    </div>
  )
}

function Changes({ of: changes }: { of: AuditRow['changes'] }) {
  if (changes.length === 0) return <span className="text-muted">No values</span>
  return (
    <dl className="grid gap-0.5 wrap-anywhere">
      {changes.map(({ label, before, after }) => (
        <div key={label}>
          <dt className="inline text-muted">{label}: </dt>
          <dd className="inline">
            {before !== null && (
              <>
                <del className="text-muted decoration-edge">{before}</del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only"> became </span>
              </>
            )}
            {after ?? 'none'}
          </dd>
        </div>
      ))}
    </dl>
  )
}
