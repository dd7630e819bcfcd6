import type { ReactNode } from 'react'

export type Column<Row> = {
  label: string
  /**
   * `figure` aligns numbers to the right. On narrow screens, `first` and `second` form the head of a card, `wide` takes
   * a line of its own, and so does `action` (what can be done with the row) without its label. In a `brief` table,
   * `aside` is on the right, under the amount. The looks are in globals.css, because written at each cell they would be
   * most of the page's weight.
   */
  look?: 'figure' | 'first' | 'first wide' | 'wide' | 'second' | 'second figure' | 'aside' | 'action'
  cell: (row: Row) => ReactNode
}

export type DataTableProps<Row> = {
  rows: Row[]
  columns: Column<Row>[]
  /** What the table is, for those who cannot see its heading: `Refills`, `Devices`. */
  caption: string
  /** What tells its rows apart. */
  rowKey: (row: Row) => string | number
  className?: string
}

/** What a cell shows that has nothing to say. */
export const NOTHING = (
  <span className="text-muted">
    <span aria-hidden="true">–</span>
    <span className="sr-only">none</span>
  </span>
)

/**
 * A table if there is room, and cards with the same labels if there is not. The roles are explicit because some
 * browsers drop them from a table with a grid layout.
 */
export function DataTable<Row>({ rows, columns, caption, rowKey, className = '' }: DataTableProps<Row>) {
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-lg print:overflow-visible">
      <table role="table" className={`stacking w-full border-collapse tabular-nums ${className}`}>
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.label} role="columnheader" scope="col" className={column.look}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <td key={column.label} role="cell" data-label={column.label} className={column.look}>
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
