import type { CostAccountNode } from '../../db/queries/cost-accounts'

/** The possible parents of an account that keep the tree within three levels: their codes and their paths of names. */
export function parentOptions(
  account: CostAccountNode | null,
  tree: CostAccountNode[],
): { value: string; label: string }[] {
  const below = account ? under(account, tree) : []
  const height = account ? Math.max(account.level, ...below.map(({ level }) => level)) - account.level : 0
  const own = new Set([account?.id, ...below.map(({ id }) => id)])
  const byId = new Map(tree.map((each) => [each.id, each]))
  return tree
    .filter(
      (each) =>
        !own.has(each.id) &&
        each.level + 1 + height <= 3 &&
        (each.active || each.id === account?.parentId || account?.active === false),
    )
    .map((each) => {
      const parent = each.parentId ? byId.get(each.parentId) : undefined
      return { value: each.code, label: parent ? `${parent.name} › ${each.name}` : each.name }
    })
}

/** Everything under an account, at any level. */
export function under(account: CostAccountNode, tree: CostAccountNode[]): CostAccountNode[] {
  const ids = new Set([account.id])
  // Children come after their parents.
  return tree.filter((each) => {
    const belongs = each.parentId !== null && ids.has(each.parentId)
    if (belongs) ids.add(each.id)
    return belongs
  })
}
