import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { foldCase } from '../text/rules/read-text'

export type SimilarAccount = { account: CostAccountNode; by: 'code' | 'name' }

/**
 * Finds another cost account that differs only in capitalization: in its code anywhere, or in its name under the same
 * parent. Both can be intended, so this is only a warning.
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
