/** One measured thing under one load. */
export type Row = {
  name: string
  /** Under which load: `8 clients`. */
  load: string
  perSecond: number
  /** Beside its yardsticks; empty where this is one. */
  comparisons: Comparison[]
}

/** How many times a yardstick's figure under the same load: the median over the rounds, each compared in itself. */
export type Comparison = {
  yardstick: string
  ratio: number
  /** The least that the ratio should be; null where none is set for this load. */
  goal: number | null
}

export type Section = { title: string; notes: string[]; rows: Row[] }

/** The sections as a table for people. */
export function renderTable(sections: Section[]): string {
  return sections.map(renderSection).join('\n\n')
}

/** One column for each yardstick, and in it the ratio with its goal. */
function renderSection({ title, notes, rows }: Section): string {
  const yardsticks = [...new Set(rows.flatMap(({ comparisons }) => comparisons.map(({ yardstick }) => yardstick)))]
  const lines = [
    ['', '', 'per second', ...yardsticks.map((yardstick) => `× ${yardstick}`)],
    ...rows.map((row) => [
      row.name,
      row.load,
      Math.round(row.perSecond).toLocaleString('en-US'),
      ...yardsticks.map((yardstick) => describe(row, yardstick)),
    ]),
  ]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  const align = (cell: string, column: number) =>
    column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  return [title, ...notes.map((note) => `  ${note}`), ...lines.map((line) => `  ${line.map(align).join('  ').trimEnd()}`)].join('\n')
}

function describe(row: Row, yardstick: string): string {
  const comparison = row.comparisons.find((each) => each.yardstick === yardstick)
  if (!comparison) return ''
  const { ratio, goal } = comparison
  return goal === null ? ratio.toFixed(2) : `${ratio.toFixed(2)} (≥ ${goal.toFixed(2)} ${ratio >= goal ? 'met' : 'missed'})`
}

/** The same for a program. */
export function renderJson(sections: Section[]): string {
  return JSON.stringify(sections, null, 2)
}
