import type { ImportPreview } from './import-state'

/** As many lines as a preview shows of each kind. */
const SHOWN = 100

/** All that a file would do, as a preview shows it: with errors nothing is done, so only they are counted. */
export function cutPreview(whole: Omit<ImportPreview, 'plannedCount' | 'errorCount'>): ImportPreview {
  const errorCount = whole.errors.length
  const blocked = errorCount > 0
  return {
    figures: blocked ? [{ label: errorCount === 1 ? 'Error' : 'Errors', value: errorCount }] : whole.figures,
    planned: blocked ? [] : whole.planned.slice(0, SHOWN),
    plannedCount: blocked ? 0 : whole.planned.length,
    errors: whole.errors.toSorted((a, b) => a.line - b.line).slice(0, SHOWN),
    errorCount,
    notes: blocked ? [] : whole.notes,
    warnings: whole.warnings,
    confirm: blocked ? null : whole.confirm,
  }
}
