import Link from 'next/link'
import { CaseTag, type CaseState } from './case-tag'
import { Moment } from './moment'

export type CaseRow = { id: string; reference: string; subject: string; state: CaseState; openedBy: string; createdAt: Date; changedAt: Date }

/** Cases, a table where there is room and cards where there is not (as the refills). */
export function CaseTable({ rows, timeZone, withPeople }: { rows: CaseRow[]; timeZone: string; withPeople: boolean }) {
  const now = new Date()
  return (
    <div role="region" aria-label="Cases" tabIndex={0} className="overflow-x-auto rounded-lg">
      <table role="table" className="stacking w-full border-collapse tabular-nums">
        <caption className="sr-only">Cases</caption>
        <thead role="rowgroup">
          <tr role="row">
            {['Subject', ...(withPeople ? ['From'] : []), 'State', 'Last change', 'Reference'].map((label) => (
              <th key={label} role="columnheader" scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              <td role="cell" data-label="Subject" className="font-[550] wrap-anywhere max-lg:col-span-2">{row.subject}</td>
              {withPeople && <td role="cell" data-label="From" className="wrap-anywhere">{row.openedBy}</td>}
              <td role="cell" data-label="State"><CaseTag state={row.state} /></td>
              <td role="cell" data-label="Last change"><Moment at={row.changedAt} timeZone={timeZone} now={now} /></td>
              <td role="cell" data-label="Reference"><Link href={`/help/cases/${row.id}`} className="reference">{row.reference}</Link></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
