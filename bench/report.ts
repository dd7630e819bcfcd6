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

/** One measured thing that no load changes. */
export type Measured = { name: string; figures: Figure[] }

/** `what` with its unit is the column, `most` the most that it should be; null where nothing is asked of it. */
export type Figure = { what: string; value: number; digits: number; most: number | null }

export type Section = { title: string; notes: string[] } & ({ rows: Row[] } | { measured: Measured[] })

/** The sections as a table for people. */
export function renderTable(sections: Section[]): string {
  return sections.map(renderSection).join('\n\n')
}

function renderSection(section: Section): string {
  const { header, lines, isNumber } = 'rows' in section ? tableOfRows(section.rows) : tableOfMeasured(section.measured)
  const all = [header, ...lines]
  const widths = header.map((_, column) => Math.max(...all.map((line) => line[column]!.length)))
  const align = (cell: string, column: number) =>
    isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  return [
    section.title,
    ...section.notes.map((note) => `  ${note}`),
    ...all.map((line) => `  ${line.map(align).join('  ').trimEnd()}`),
  ].join('\n')
}

type Table = { header: string[]; lines: string[][]; isNumber: (column: number) => boolean }

/** One column for each yardstick, and in it the ratio with its goal. */
function tableOfRows(rows: Row[]): Table {
  const yardsticks = [...new Set(rows.flatMap(({ comparisons }) => comparisons.map(({ yardstick }) => yardstick)))]
  return {
    header: ['', '', 'per second', ...yardsticks.map((yardstick) => `× ${yardstick}`)],
    lines: rows.map((row) => [
      row.name,
      row.load,
      Math.round(row.perSecond).toLocaleString('en-US'),
      ...yardsticks.map((yardstick) => describe(row, yardstick)),
    ]),
    isNumber: (column) => column === 2,
  }
}

/** One column for each figure, with its goal. */
function tableOfMeasured(measured: Measured[]): Table {
  const columns = [...new Set(measured.flatMap(({ figures }) => figures.map(({ what }) => what)))]
  const show = ({ value, digits, most }: Figure) =>
    value.toFixed(digits) + (most === null ? '' : ` (≤ ${most} ${value <= most ? 'met' : 'missed'})`)
  return {
    header: ['', ...columns],
    lines: measured.map(({ name, figures }) => [
      name,
      ...columns.map((column) =>
        figures
          .filter(({ what }) => what === column)
          .map(show)
          .join(),
      ),
    ]),
    isNumber: (column) => column > 0,
  }
}

function describe(row: Row, yardstick: string): string {
  const comparison = row.comparisons.find((each) => each.yardstick === yardstick)
  if (!comparison) return ''
  const { ratio, goal } = comparison
  return goal === null
    ? ratio.toFixed(2)
    : `${ratio.toFixed(2)} (≥ ${goal.toFixed(2)} ${ratio >= goal ? 'met' : 'missed'})`
}

/** The same for a program. */
export function renderJson(sections: Section[]): string {
  return JSON.stringify(sections, null, 2)
}
