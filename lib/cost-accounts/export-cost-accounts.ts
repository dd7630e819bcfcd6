import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { COLUMNS } from './columns'

/** The cost accounts as a file that can be imported again: line by line, parents before those under them. */
export function* exportCostAccounts(tree: CostAccountNode[]): Generator<string> {
  yield BYTE_ORDER_MARK + writeLine(COLUMNS)
  const byId = new Map(tree.map((each) => [each.id, each]))
  for (const account of tree) {
    const parent = account.parentId ? byId.get(account.parentId) : undefined
    const next = parent?.parentId ? byId.get(parent.parentId) : undefined
    const cells: Record<(typeof COLUMNS)[number], string> = {
      Name: account.name,
      Code: account.code,
      Description: account.description ?? '',
      PasswordCode: '',
      PasswordEnabled: 'FALSE',
      Status: account.active ? 'TRUE' : 'FALSE',
      ParentName: parent?.name ?? '',
      NextParentName: next?.name ?? '',
    }
    yield writeLine(COLUMNS.map((column) => cells[column]))
  }
}
