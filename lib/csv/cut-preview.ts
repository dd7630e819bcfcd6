import type { ImportPreview, LineError, PlannedLine, WarnedLine } from './import-state'

/** The number of lines of each kind in a preview. */
const SHOWN = 100

type Whole = Omit<ImportPreview, 'plannedCount' | 'errorCount' | 'warned' | 'warnedCount'> & {
  lineWarnings: readonly LineError[]
}

/** All that a file would do, as a preview shows it: with errors nothing is done, so only they are counted. Lines with a warning come first. */
export function cutPreview({ lineWarnings, ...whole }: Whole): ImportPreview {
  const errorCount = whole.errors.length
  const blocked = errorCount > 0
  const planned = blocked ? [] : whole.planned
  const warned = warnedLines(lineWarnings, planned)
  const lines = new Set(warned.map(({ line }) => line))
  const others = planned.filter(({ line }) => line === null || !lines.has(line))
  return {
    figures: blocked ? [{ label: errorCount === 1 ? 'Error' : 'Errors', value: errorCount }] : whole.figures,
    warned: warned.slice(0, SHOWN),
    warnedCount: warned.length,
    planned: others.slice(0, SHOWN),
    plannedCount: others.length,
    errors: whole.errors.toSorted((a, b) => a.line - b.line).slice(0, SHOWN),
    errorCount,
    notes: whole.notes,
    warnings: whole.warnings,
    confirm: blocked ? null : whole.confirm,
  }
}

/** Errors in the syntax and in the contents of lines. A line with broken syntax gets no error for its contents. */
export function withoutEchoes(written: readonly LineError[], said: readonly LineError[]): LineError[] {
  const cut = new Set(written.map(({ line }) => line))
  return [...written, ...said.filter(({ line }) => !cut.has(line))]
}

function warnedLines(warnings: readonly LineError[], planned: readonly PlannedLine[]): WarnedLine[] {
  const byLine = new Map<number, WarnedLine>()
  for (const { line, message } of warnings) {
    const warned = byLine.get(line)
    if (warned) warned.messages.push(message)
    else byLine.set(line, { line, messages: [message], planned: null })
  }
  for (const each of planned) {
    const warned = each.line === null ? undefined : byLine.get(each.line)
    if (warned) warned.planned = each
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line)
}
