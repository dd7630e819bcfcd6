/** One measured thing beside its yardstick. */
export type Row = {
  name: string
  /** Under which load: `8 clients`. */
  load: string
  perSecond: number
  /** The yardstick's figure in the same run; null where this is the yardstick. */
  yardstick: number | null
  /** The least that `perSecond / yardstick` should be; null where none is set for this load. */
  goal: number | null
}

export type Section = { title: string; notes: string[]; rows: Row[] }

/** How the measured compares with its yardstick, or null where there is nothing to compare. */
export function ratio(row: Row): number | null {
  return row.yardstick ? row.perSecond / row.yardstick : null
}

/** The sections as a table for people. */
export function renderTable(sections: Section[]): string {
  return sections.map(renderSection).join('\n\n')
}

function renderSection({ title, notes, rows }: Section): string {
  const cells = rows.map((row) => [
    row.name,
    row.load,
    Math.round(row.perSecond).toLocaleString('en-US'),
    ratio(row)?.toFixed(2).concat(' ×') ?? 'yardstick',
    describeGoal(row),
  ])
  const table = [['', '', 'per second', 'ratio', 'goal'], ...cells]
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)))
  const lines = table.map((line) =>
    line.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd(),
  )
  return [title, ...notes.map((note) => `  ${note}`), ...lines.map((line) => `  ${line}`)].join('\n')
}

function describeGoal(row: Row): string {
  const reached = ratio(row)
  if (row.goal === null || reached === null) return ''
  return `≥ ${row.goal.toFixed(2)} ${reached >= row.goal ? 'met' : 'missed'}`
}

/** The same for a program: the sections with each ratio written out. */
export function renderJson(sections: Section[]): string {
  return JSON.stringify(
    sections.map(({ title, notes, rows }) => ({ title, notes, rows: rows.map((row) => ({ ...row, ratio: ratio(row) })) })),
    null,
    2,
  )
}
