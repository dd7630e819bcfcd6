import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { startTimeSlice } from '../time-slice'
import type { LineError } from '../csv/import-state'
import { quoteText } from '../csv/quote-text'
import { foldCase } from '../text/rules/read-text'
import type { Future } from './merge-rows'
import { changedByExcel } from './read-cost-accounts'

/** What is said of lines while parents are looked for. */
export type Said = { errors: LineError[]; warnings: LineError[] }

/**
 * Finds what each one stands under: by name or code as the file says it, or as it is where the file says nothing. Another case
 * is found, too, and said. Everything is looked up once, so that ten thousand rows under one name take no longer than under many.
 */
export async function assignParents(
  futures: readonly Future[],
  tree: readonly CostAccountNode[],
  said: Said,
): Promise<void> {
  const slice = startTimeSlice()
  const find = await indexFutures(futures, tree)
  for (const future of futures) {
    if (slice.isOver()) await slice.yield()
    const wanted = future.row?.parent
    if (!wanted) future.parent = future.before?.parentId ? find.byId(future.before.parentId) : null
    else if (wanted.code !== '' || wanted.name !== '') future.parent = findParent(future, wanted, find, said)
  }
}

type Wanted = { name: string; next: string; code: string }
type Find = Awaited<ReturnType<typeof indexFutures>>

function findParent(future: Future, wanted: Wanted, find: Find, { errors, warnings }: Said): Future | null {
  const { line } = future.row!
  const refuse = (message: string) => {
    errors.push({ line, message })
    return null
  }
  const way =
    wanted.code !== '' ? quoteText(wanted.code) : quoteText([wanted.next, wanted.name].filter(Boolean).join(' › '))
  const found = wanted.code !== '' ? byCode(wanted, find) : byName(future, wanted, find)
  if (found === 'several')
    return refuse(
      `There are several cost accounts called ${way}: name the one above it in NextParentName, or its code in ParentCode.`,
    )
  if (found === null) {
    const what = wanted.code !== '' ? `cost account with the code ${way}` : way
    const excel = changedByExcel(wanted.code) ? ' Excel has changed it: write the column as text.' : ''
    return refuse(`There is no ${what} that it could stand under, neither here nor in the file.${excel}`)
  }
  if (found.by === future) return refuse(`${quoteText(future.name)} stands under itself.`)
  if (found.how) warnings.push({ line, message: `${way} is taken for ${quoteText(found.by.name)}, ${found.how}.` })
  if (wanted.code !== '' && wanted.name !== '' && foldCase(wanted.name) !== found.by.folded.name) {
    return refuse(
      `The parent is ${quoteText(wanted.name)} by name and ${quoteText(found.by.name)} by code: they do not go together.`,
    )
  }
  return found.by
}

type Found = { by: Future; how: string | null } | 'several' | null

function byCode({ code }: Wanted, find: Find): Found {
  const exact = find.code(code)
  if (exact) return { by: exact, how: null }
  const [one, ...others] = find.foldedCode(code)
  return !one ? null : others.length > 0 ? 'several' : { by: one, how: 'whose code differs by its case' }
}

/** Files name the two in either order, and some leave the upper one out. */
function byName(future: Future, { name, next }: Wanted, find: Find): Found {
  for (const names of [find.names, find.foldedNames]) {
    const ways = next === '' ? [names(name, ''), names(name, null)] : [names(name, next), names(next, name)]
    const found = ways.map((way) => way.filter((each) => each !== future)).find((way) => way.length > 0)
    if (found)
      return found.length > 1
        ? 'several'
        : { by: found[0]!, how: names === find.names ? null : 'whose name differs by its case' }
  }
  if (find.foldedNames(name, null).includes(future)) return { by: future, how: null }
  const coded = find.code(name)
  return coded && next === '' ? { by: coded, how: 'by its code' } : null
}

/** At most this many of one name are of interest: whether there is one, several, or only the one that asks. */
const ENOUGH = 3

async function indexFutures(futures: readonly Future[], tree: readonly CostAccountNode[]) {
  const ids = new Map(futures.flatMap((future) => (future.id ? [[future.id, future] as const] : [])))
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const codes = new Map(futures.map((future) => [future.code, future]))
  const exact = new Map<string, Future[]>()
  const folded = new Map<string, Future[]>()
  const note = (index: Map<string, Future[]>, key: string, future: Future) => {
    const those = index.get(key)
    if (!those) index.set(key, [future])
    else if (those.length < ENOUGH) those.push(future)
  }
  const slice = startTimeSlice()
  for (const future of futures) {
    if (slice.isOver()) await slice.yield()
    const above = nameAbove(future, ids, parents)
    note(exact, keyOf(future.name, null), future)
    note(exact, keyOf(future.name, above.name), future)
    note(folded, keyOf(future.folded.name, null), future)
    note(folded, keyOf(future.folded.name, above.folded), future)
    note(folded, codeKey(future.folded.code), future)
  }
  return {
    byId: (id: string) => ids.get(id)!,
    code: (code: string) => codes.get(code),
    foldedCode: (code: string) => folded.get(codeKey(foldCase(code))) ?? [],
    /** Those of a name under one of another: '' at the top, null wherever. */
    names: (name: string, over: string | null) => exact.get(keyOf(name, over)) ?? [],
    foldedNames: (name: string, over: string | null) =>
      folded.get(keyOf(foldCase(name), over === null ? null : foldCase(over))) ?? [],
  }
}

/** The name that one stands under, as far as names say it; empty at the top. */
function nameAbove(
  { row, before }: Future,
  ids: Map<string, Future>,
  parents: Map<string, string | null>,
): { name: string; folded: string } {
  if (row?.parent) return { name: row.parent.name, folded: foldCase(row.parent.name) }
  const parent = before ? ids.get(parents.get(before.id) ?? '') : undefined
  return parent ? { name: parent.name, folded: parent.folded.name } : { name: '', folded: '' }
}

// No text that is kept has a line break.
const keyOf = (name: string, over: string | null) => (over === null ? `*\n${name}` : `${over}\n\n${name}`)
const codeKey = (code: string) => `#\n${code}`
