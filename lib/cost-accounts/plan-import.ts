import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { startTimeSlice } from '../time-slice'
import type { LineError, PlannedLine } from '../csv/import-state'
import { quoteText } from '../csv/quote-text'
import { checkTree } from './check-tree'
import { mergeRows, type PlannedAccount } from './merge-rows'
import { assignParents, type Findings } from './assign-parents'
import { changedByExcel, type CostAccountRow } from './read-cost-accounts'
import type { CostAccountChange } from './cost-accounts'

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
 * Plans an import of cost accounts: the changes, the errors, and the warnings, line by line. The code identifies the
 * account of a row. The database checks everything again during the import. The event loop stays free.
 */
export async function planImport(
  rows: readonly CostAccountRow[],
  tree: readonly CostAccountNode[],
): Promise<ImportPlan> {
  const findings: Findings = { errors: [], warnings: [] }
  const accounts = await mergeRows(rows, tree)
  await assignParents(accounts, tree, findings)
  await checkTree(accounts, findings)
  await checkCodes(accounts, findings.warnings)

  const slice = startTimeSlice()
  const fromFile = accounts.filter((account) => account.row !== null)
  const planned: PlannedChange[] = []
  const changes: CostAccountChange[] = []
  for (const account of fromFile) {
    if (slice.isOver()) await slice.yield()
    const details = describe(account)
    if (account.before && details.length === 0) continue
    planned.push({
      line: account.row!.line,
      kind: account.before ? 'change' : 'add',
      name: account.name,
      code: account.code,
      details,
    })
    const { id, code, name, description, active, parent } = account
    changes.push({ id, code, name, description, active, parent: parent?.code ?? null })
  }
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line
  planned.sort(byLine)
  return {
    changes,
    planned,
    unchanged: fromFile.length - planned.length,
    errors: findings.errors.sort(byLine),
    warnings: findings.warnings.sort(byLine),
  }
}

/** Warnings about new codes that were probably not intended: similar codes, and codes that Excel changed. */
async function checkCodes(planned: readonly PlannedAccount[], warnings: LineError[]): Promise<void> {
  const slice = startTimeSlice()
  const byCase = new Map<string, PlannedAccount>()
  const byNumber = new Map<string, PlannedAccount>()
  for (const account of planned) {
    if (slice.isOver()) await slice.yield()
    const { code, folded, row } = account
    const similar = byCase.get(folded.code)
    const number = /^0*[1-9]\d*$/.test(code) ? code.replace(/^0+/, '') : null
    const same = number === null ? undefined : byNumber.get(number)
    if (row && !account.before) {
      const warn = (message: string) => void warnings.push({ line: row.line, message })
      if (similar) warn(`The codes ${quoteText(code)} and ${quoteText(similar.code)} differ only in capitalization.`)
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
    if (!similar) byCase.set(folded.code, account)
    if (number !== null && !same) byNumber.set(number, account)
  }
}

function describe({ name, description, active, parent, before }: PlannedAccount): string[] {
  if (!before)
    return [parent ? `under ${parent.name}` : '', description ?? '', active ? '' : 'inactive'].filter(Boolean)
  const findings = (label: string, was: string | null, is: string | null) =>
    (was ?? '') === (is ?? '') ? [] : [`${label}: ${was || 'none'} → ${is || 'none'}`]
  return [
    ...findings('Name', before.name, name),
    ...findings('Description', before.description, description),
    ...findings('Status', before.active ? 'active' : 'inactive', active ? 'active' : 'inactive'),
    ...(before.parentId === (parent?.id ?? null) && (parent === null || parent.id !== null)
      ? []
      : [`Place: under ${parent ? parent.name : 'nothing, at the top'}`]),
  ]
}
