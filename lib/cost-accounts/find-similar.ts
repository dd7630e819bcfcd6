import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { foldCase } from '../text/rules/read-text'

export type SimilarAccount = { account: CostAccountNode; by: 'code' | 'name' }

/**
 * Another cost account that differs from this one by capital letters alone: in its code, wherever it stands, or in its name,
 * in the same place. Both may be meant, so nothing is refused; mostly one of them is a slip.
 */
export function findSimilar(account: CostAccountNode, tree: readonly CostAccountNode[]): SimilarAccount | null {
  const [code, name] = [foldCase(account.code), foldCase(account.name)]
  for (const other of tree) {
    if (other.id === account.id) continue
    if (foldCase(other.code) === code) return { account: other, by: 'code' }
    if (foldCase(other.name) === name && other.parentId === account.parentId) return { account: other, by: 'name' }
  }
  return null
}
