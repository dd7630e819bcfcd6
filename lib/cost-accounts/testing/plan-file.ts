import type { CostAccountNode } from '../../../db/queries/cost-accounts'
import { NO_CHOICES } from '../../csv/read-choices'
import { readSheet } from '../../csv/read-sheet'
import { separateFooters } from '../../csv/separate-footers'
import { COST_ACCOUNT_SHEET } from '../columns'
import { planImport } from '../plan-import'
import { readCostAccounts } from '../read-cost-accounts'

/** What an import of at most so many rows would do to a tree, and what each step says. Throws if the file cannot be read. */
export async function planFile(csv: string | Buffer, tree: CostAccountNode[], mostRows: number) {
  const opened = await readSheet(Buffer.from(csv as string), NO_CHOICES, COST_ACCOUNT_SHEET, mostRows)
  if (!opened.ok) throw new Error(opened.errors.map(({ message }) => message).join('\n'))
  const { sheet } = opened
  const read = await readCostAccounts(separateFooters(sheet, () => false))
  const planned = await planImport(read.rows, tree)
  return { sheet, read, planned, errors: [...sheet.errors, ...read.errors, ...planned.errors] }
}

/** A cost account of a tree: active, and at its root. */
export const costAccountNode = (code: string, more: Partial<CostAccountNode> = {}): CostAccountNode => ({
  id: `id-${code}`,
  code,
  name: code,
  description: null,
  active: true,
  parentId: null,
  level: 1,
  ...more,
})
