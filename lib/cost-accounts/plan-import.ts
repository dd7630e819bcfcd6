import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { startTimeSlice } from '../time-slice'
import type { LineError, PlannedLine } from '../csv/import-state'
import { quoteText } from '../csv/quote-text'
import { checkTree } from './check-tree'
import { mergeRows, type Future } from './merge-rows'
import { assignParents, type Said } from './assign-parents'
import { changedByExcel, type CostAccountRow } from './read-cost-accounts'
import type { CostAccountChange } from './save-cost-accounts'

export type PlannedChange = PlannedLine & { line: number }

export type ImportPlan = {
  changes: CostAccountChange[]
  planned: PlannedChange[]
  unchanged: number
  errors: LineError[]
  /** What to look at twice, line by line. */
  warnings: LineError[]
}

/**
 * What a file would do to the team's cost accounts, and what stands against it, line by line. The code says which account a
 * row is about. The database checks it all again when it is done. The event loop stays free meanwhile.
 */
export async function planImport(
  rows: readonly CostAccountRow[],
  tree: readonly CostAccountNode[],
): Promise<ImportPlan> {
  const said: Said = { errors: [], warnings: [] }
  const futures = await mergeRows(rows, tree)
  await assignParents(futures, tree, said)
  await checkTree(futures, said)
  await checkCodes(futures, said.warnings)

  const slice = startTimeSlice()
  const touched = futures.filter((future) => future.row !== null)
  const planned: PlannedChange[] = []
  const changes: CostAccountChange[] = []
  for (const future of touched) {
    if (slice.isOver()) await slice.yield()
    const details = describe(future)
    if (future.before && details.length === 0) continue
    planned.push({
      line: future.row!.line,
      kind: future.before ? 'change' : 'add',
      name: future.name,
      code: future.code,
      details,
    })
    const { id, code, name, description, active, parent } = future
    changes.push({ id, code, name, description, active, parent: parent?.code ?? null })
  }
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line
  planned.sort(byLine)
  return {
    changes,
    planned,
    unchanged: touched.length - planned.length,
    errors: said.errors.sort(byLine),
    warnings: said.warnings.sort(byLine),
  }
}

/** What new codes look like that are not what somebody meant: twins of others, and what Excel has made of them. */
async function checkCodes(futures: readonly Future[], warnings: LineError[]): Promise<void> {
  const slice = startTimeSlice()
  const byCase = new Map<string, Future>()
  const byNumber = new Map<string, Future>()
  for (const future of futures) {
    if (slice.isOver()) await slice.yield()
    const { code, folded, row } = future
    const twin = byCase.get(folded.code)
    const number = /^0*[1-9]\d*$/.test(code) ? code.replace(/^0+/, '') : null
    const same = number === null ? undefined : byNumber.get(number)
    if (row && !future.before) {
      const warn = (message: string) => void warnings.push({ line: row.line, message })
      if (twin) warn(`The codes ${quoteText(code)} and ${quoteText(twin.code)} differ only by their case.`)
      if (same)
        warn(
          `The codes ${quoteText(code)} and ${quoteText(same.code)} differ only by zeros before them, which Excel leaves out.`,
        )
      const was = changedByExcel(code)
      if (was)
        warn(
          `Excel has changed this code: ${quoteText(code)} was ${was}. Write the column as text, and save the file again.`,
        )
    }
    if (!twin) byCase.set(folded.code, future)
    if (number !== null && !same) byNumber.set(number, future)
  }
}

function describe({ name, description, active, parent, before }: Future): string[] {
  if (!before)
    return [parent ? `under ${parent.name}` : '', description ?? '', active ? '' : 'inactive'].filter(Boolean)
  const said = (label: string, was: string | null, is: string | null) =>
    (was ?? '') === (is ?? '') ? [] : [`${label}: ${was || 'none'} → ${is || 'none'}`]
  return [
    ...said('Name', before.name, name),
    ...said('Description', before.description, description),
    ...said('Status', before.active ? 'active' : 'inactive', active ? 'active' : 'inactive'),
    ...(before.parentId === (parent?.id ?? null) && (parent === null || parent.id !== null)
      ? []
      : [`Place: under ${parent ? parent.name : 'nothing, at the top'}`]),
  ]
}
