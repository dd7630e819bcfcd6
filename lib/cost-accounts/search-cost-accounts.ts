import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { foldCase } from '../text/rules/read-text'

/** Those whose name, code or description has the text in it, and those that they stand under, so that the tree stays one. */
export function searchCostAccounts(tree: CostAccountNode[], parent: string): CostAccountNode[] {
  if (parent === '') return tree
  const text = foldCase(parent)
  const shown = new Set<string>()
  // From the end: children come after their parents.
  for (const row of tree.toReversed()) {
    const matches = [row.name, row.code, row.description ?? ''].some((each) => foldCase(each).includes(text))
    if (!matches && !shown.has(row.id)) continue
    shown.add(row.id)
    if (row.parentId) shown.add(row.parentId)
  }
  return tree.filter(({ id }) => shown.has(id))
}
