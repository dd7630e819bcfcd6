import Link from 'next/link'
import { Moment } from './moment'

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

const COLUMNS = ['When', 'Who', 'What', 'Before and after'] as const

/** The audit log: a table where there is room, cards with the same labels where there is not (as the refills). */
export function AuditTable({ rows, timeZone }: { rows: AuditRow[]; timeZone: string }) {
  const now = new Date()
  return (
    <div role="region" aria-label="Audit log" tabIndex={0} className="overflow-x-auto rounded-lg print:overflow-visible">
      <table role="table" className="stacking w-full border-collapse tabular-nums lg:text-[14px]">
        <caption className="sr-only">Audit log</caption>
        <thead role="rowgroup">
          <tr role="row">
            {COLUMNS.map((label) => (
              <th key={label} role="columnheader" scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              <td role="cell" data-label="When"><Moment at={row.at} timeZone={timeZone} now={now} /></td>
              <td role="cell" data-label="Who" className="wrap-anywhere lg:min-w-[110px] print:min-w-[90px]">
                {row.who}
                {row.kind && <span className="block text-[13px] text-muted">{row.kind}</span>}
              </td>
              <td role="cell" data-label="What" className="wrap-anywhere max-lg:col-span-2 lg:min-w-[220px]">
                <span className="font-[550]">{row.what}</span>
                {row.subject && (
                  <span className="block">
                    {row.subject.href ? <Link href={row.subject.href} className="reference">{row.subject.name}</Link> : <span className="text-muted">{row.subject.name}</span>}
                  </span>
                )}
              </td>
              <td role="cell" data-label="Before and after" className="wrap-anywhere max-lg:col-span-2">
                <Changes of={row.changes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Changes({ of: changes }: { of: AuditRow['changes'] }) {
  if (changes.length === 0) return <span className="text-muted">No values</span>
  return (
    <dl className="grid gap-0.5">
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
