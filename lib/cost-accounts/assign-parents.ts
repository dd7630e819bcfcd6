import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { startTimeSlice } from '../time-slice'
import type { LineError } from '../csv/import-state'
import { quoteText } from '../csv/quote-text'
import { foldCase } from '../text/rules/read-text'
import type { PlannedAccount } from './merge-rows'
import { changedByExcel } from './read-cost-accounts'

/** The findings for lines while parents are assigned. */
export type Findings = { errors: LineError[]; warnings: LineError[] }

/**
 * Finds the parent of each account, by the name or code in the file, or its current parent if the file has none. A
 * parent that differs only in case is accepted with a warning. Indexes keep this fast even with ten thousand rows under
 * one name.
 */
export async function assignParents(
  planned: readonly PlannedAccount[],
  tree: readonly CostAccountNode[],
  findings: Findings,
): Promise<void> {
  const slice = startTimeSlice()
  const find = await indexAccounts(planned, tree)
  for (const account of planned) {
    if (slice.isOver()) await slice.yield()
    const parent = account.row?.parent
    if (!parent) account.parent = account.before?.parentId ? find.byId(account.before.parentId) : null
    else if (parent.code !== '' || parent.name !== '') account.parent = findParent(account, parent, find, findings)
  }
}

type ParentReference = { name: string; next: string; code: string }
type Find = Awaited<ReturnType<typeof indexAccounts>>

function findParent(
  account: PlannedAccount,
  parent: ParentReference,
  find: Find,
  { errors, warnings }: Findings,
): PlannedAccount | null {
  const { line } = account.row!
  const refuse = (message: string) => {
    errors.push({ line, message })
    return null
  }
  const way =
    parent.code !== '' ? quoteText(parent.code) : quoteText([parent.next, parent.name].filter(Boolean).join(' › '))
  const found = parent.code !== '' ? byCode(parent, find) : byName(account, parent, find)
  if (!found.ok && found.reason === 'several')
    return refuse(
      `There are several cost accounts called ${way}: name the one above it in NextParentName, or its code in ParentCode.`,
    )
  if (!found.ok) {
    const what = parent.code !== '' ? `cost account with the code ${way}` : way
    const excel = changedByExcel(parent.code) ? ' Excel has changed it: write the column as text.' : ''
    return refuse(`There is no ${what} that it could stand under, neither here nor in the file.${excel}`)
  }
  if (found.by === account) return refuse(`${quoteText(account.name)} stands under itself.`)
  if (found.how) warnings.push({ line, message: `${way} is taken for ${quoteText(found.by.name)}, ${found.how}.` })
  if (parent.code !== '' && parent.name !== '' && foldCase(parent.name) !== found.by.folded.name) {
    return refuse(
      `The parent is ${quoteText(parent.name)} by name and ${quoteText(found.by.name)} by code: they do not go together.`,
    )
  }
  return found.by
}

type Found =
  /** `how` explains a match that is not exact. */
  { ok: true; by: PlannedAccount; how: string | null } | { ok: false; reason: 'none' | 'several' }

const none: Found = { ok: false, reason: 'none' }
const several: Found = { ok: false, reason: 'several' }

function byCode({ code }: ParentReference, find: Find): Found {
  const exact = find.code(code)
  if (exact) return { ok: true, by: exact, how: null }
  const [one, ...others] = find.foldedCode(code)
  if (!one) return none
  return others.length > 0 ? several : { ok: true, by: one, how: 'whose code differs by its case' }
}

/** Files name the two in either order, and some leave the upper one out. */
function byName(account: PlannedAccount, { name, next }: ParentReference, find: Find): Found {
  for (const names of [find.names, find.foldedNames]) {
    const ways = next === '' ? [names(name, ''), names(name, null)] : [names(name, next), names(next, name)]
    const found = ways.map((way) => way.filter((each) => each !== account)).find((way) => way.length > 0)
    if (found)
      return found.length > 1
        ? several
        : { ok: true, by: found[0]!, how: names === find.names ? null : 'whose name differs by its case' }
  }
  if (find.foldedNames(name, null).includes(account)) return { ok: true, by: account, how: null }
  const coded = find.code(name)
  return coded && next === '' ? { ok: true, by: coded, how: 'by its code' } : none
}

/** The maximum number of accounts kept per name. It is enough to tell one from several. */
const ENOUGH = 3

async function indexAccounts(planned: readonly PlannedAccount[], tree: readonly CostAccountNode[]) {
  const ids = new Map(planned.flatMap((account) => (account.id ? [[account.id, account] as const] : [])))
  const parents = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  const codes = new Map(planned.map((account) => [account.code, account]))
  const exact = new Map<string, PlannedAccount[]>()
  const folded = new Map<string, PlannedAccount[]>()
  const note = (index: Map<string, PlannedAccount[]>, key: string, account: PlannedAccount) => {
    const those = index.get(key)
    if (!those) index.set(key, [account])
    else if (those.length < ENOUGH) those.push(account)
  }
  const slice = startTimeSlice()
  for (const account of planned) {
    if (slice.isOver()) await slice.yield()
    const above = nameAbove(account, ids, parents)
    note(exact, keyOf(account.name, null), account)
    note(exact, keyOf(account.name, above.name), account)
    note(folded, keyOf(account.folded.name, null), account)
    note(folded, keyOf(account.folded.name, above.folded), account)
    note(folded, codeKey(account.folded.code), account)
  }
  return {
    byId: (id: string) => ids.get(id)!,
    code: (code: string) => codes.get(code),
    foldedCode: (code: string) => folded.get(codeKey(foldCase(code))) ?? [],
    /** The accounts with a name under a parent: '' at the top, null anywhere. */
    names: (name: string, over: string | null) => exact.get(keyOf(name, over)) ?? [],
    foldedNames: (name: string, over: string | null) =>
      folded.get(keyOf(foldCase(name), over === null ? null : foldCase(over))) ?? [],
  }
}

/** The name of an account's parent as far as names tell; empty at the top. */
function nameAbove(
  { row, before }: PlannedAccount,
  ids: Map<string, PlannedAccount>,
  parents: Map<string, string | null>,
): { name: string; folded: string } {
  if (row?.parent) return { name: row.parent.name, folded: foldCase(row.parent.name) }
  const parent = before ? ids.get(parents.get(before.id) ?? '') : undefined
  return parent ? { name: parent.name, folded: parent.folded.name } : { name: '', folded: '' }
}

// Stored texts contain no line breaks.
const keyOf = (name: string, over: string | null) => (over === null ? `*\n${name}` : `${over}\n\n${name}`)
const codeKey = (code: string) => `#\n${code}`
