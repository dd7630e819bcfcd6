import type { CostAccountNode } from '../../db/queries/cost-accounts'
import type { LineError, PlannedLine } from '../csv/import-state'
import type { CostAccountRow } from './read-cost-accounts'
import { refusalWords } from './refusal'
import type { CostAccountChange } from './save-cost-accounts'

export type PlannedChange = PlannedLine & { line: number }

export type ImportPlan = {
  changes: CostAccountChange[]
  planned: PlannedChange[]
  unchanged: number
  errors: LineError[]
}

/** A cost account as it would be once the file is imported. */
type Future = {
  id: string | null
  code: string
  name: string
  description: string | null
  active: boolean
  parent: Future | null
  /** Null for one that the file leaves alone. */
  row: CostAccountRow | null
  before: CostAccountNode | null
}

/**
 * What a file would do to the team's cost accounts, and what stands against it, line by line. The code says which account a
 * row is about. The database checks it all again when it is done.
 */
export function planImport(rows: CostAccountRow[], tree: CostAccountNode[]): ImportPlan {
  const errors: LineError[] = []
  const futures = foresee(rows, tree)
  placeAll(futures, tree, errors)
  checkTree(futures, errors)

  const touched = futures.filter((future) => future.row !== null)
  const planned: PlannedChange[] = []
  const changes: CostAccountChange[] = []
  for (const future of touched) {
    const details = describe(future)
    if (future.before && details.length === 0) continue
    planned.push({ line: future.row!.line, kind: future.before ? 'change' : 'add', name: future.name, code: future.code, details })
    const { id, code, name, description, active, parent } = future
    changes.push({ id, code, name, description, active, parent: parent?.code ?? null })
  }
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line
  planned.sort(byLine)
  errors.sort(byLine)
  return { changes, planned, unchanged: touched.length - planned.length, errors }
}

function foresee(rows: CostAccountRow[], tree: CostAccountNode[]): Future[] {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  const known = new Set(tree.map(({ code }) => code))
  const kept = tree.map((before): Future => {
    const row = byCode.get(before.code) ?? null
    return {
      id: before.id,
      code: before.code,
      name: row?.name ?? before.name,
      description: row?.description === undefined ? before.description : row.description || null,
      active: row?.active ?? before.active,
      parent: null, row, before,
    }
  })
  const added = [...byCode.values()].filter(({ code }) => !known.has(code)).map((row): Future => ({
    id: null, code: row.code, name: row.name, description: row.description || null, active: row.active ?? true,
    parent: null, row, before: null,
  }))
  return [...kept, ...added]
}

/** Finds what each one stands under: by name as the file says it, or as it is where the file says nothing. */
function placeAll(futures: Future[], tree: CostAccountNode[], errors: LineError[]): void {
  const byId = new Map(futures.flatMap((future) => (future.id ? [[future.id, future] as const] : [])))
  const before = new Map(tree.map((each) => [each.id, each]))
  const byName = new Map<string, Future[]>()
  for (const future of futures) {
    const named = byName.get(future.name)
    if (named) named.push(future)
    else byName.set(future.name, [future])
  }
  /** The name that one stands under; empty at the top. */
  const above = ({ row, before: was }: Future): string => {
    if (row?.parent) return row.parent.name
    const parent = was?.parentId ? before.get(was.parentId) : undefined
    return parent ? byId.get(parent.id)!.name : ''
  }
  const find = (name: string, over: string | null) =>
    (byName.get(name) ?? []).filter((each) => over === null || above(each) === over)

  for (const future of futures) {
    const wanted = future.row?.parent
    if (!wanted) {
      future.parent = future.before?.parentId ? byId.get(future.before.parentId)! : null
      continue
    }
    if (wanted.name === '') continue
    // Files name the two in either order, and some leave the upper one out.
    const ways = wanted.next === ''
      ? [find(wanted.name, ''), find(wanted.name, null)]
      : [find(wanted.name, wanted.next), find(wanted.next, wanted.name)]
    const found = ways.map((way) => way.filter((each) => each !== future)).find((way) => way.length > 0) ?? []
    if (found.length === 1) future.parent = found[0]!
    else {
      const way = [wanted.next, wanted.name].filter(Boolean).join(' › ')
      errors.push({
        line: future.row!.line,
        message: found.length === 0
          ? `There is no ${way} that it could stand under, neither here nor in the file.`
          : `There are several cost accounts called ${way}: name the one above it in NextParentName.`,
      })
    }
  }
}

function checkTree(futures: Future[], errors: LineError[]): void {
  const places = new Map<Future | null, Set<string>>()
  const refuse = (future: Future, message: string) => {
    // What the file leaves alone is wrong because of a row above it.
    let blamed: Future | null = future
    for (let steps = 0; blamed && !blamed.row && steps < 4; steps++) blamed = blamed.parent
    if (blamed?.row) errors.push({ line: blamed.row.line, message })
  }
  // The file's own rows come last, so that a name that is taken is said of the row and not of what was there.
  for (const future of [...futures].sort((a, b) => Number(a.row !== null) - Number(b.row !== null))) {
    const way = climb(future)
    if (way === 'circle') refuse(future, refusalWords({ reason: 'circle', code: future.code }))
    else if (way > 3) refuse(future, refusalWords({ reason: 'too_deep', code: future.code }))
    if (future.active && future.parent && !future.parent.active) {
      refuse(future, future.row
        ? refusalWords({ reason: 'inactive_parent', code: future.code })
        : `${future.name} stands under it and is active. Give it a row that makes it inactive too.`)
    }
    const names = places.get(future.parent) ?? new Set()
    places.set(future.parent, names)
    if (names.has(future.name) && future.row) refuse(future, `There is a ${future.name} with another code in the same place already.`)
    names.add(future.name)
  }
}

/** The level, counted up to the top. */
function climb(from: Future): number | 'circle' {
  const passed = new Set<Future>()
  for (let each: Future | null = from; each; each = each.parent) {
    if (passed.has(each)) return 'circle'
    passed.add(each)
  }
  return passed.size
}

function describe({ name, description, active, parent, before }: Future): string[] {
  if (!before) return [parent ? `under ${parent.name}` : '', description ?? '', active ? '' : 'inactive'].filter(Boolean)
  const said = (label: string, was: string | null, is: string | null) =>
    (was ?? '') === (is ?? '') ? [] : [`${label}: ${was || 'none'} → ${is || 'none'}`]
  return [
    ...said('Name', before.name, name),
    ...said('Description', before.description, description),
    ...said('Status', before.active ? 'active' : 'inactive', active ? 'active' : 'inactive'),
    ...(before.parentId === (parent?.id ?? null) && (parent === null || parent.id !== null) ? [] : [`Place: under ${parent ? parent.name : 'nothing, at the top'}`]),
  ]
}
