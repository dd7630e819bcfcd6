import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { startTimeSlice } from '../time-slice'
import { cleanText, foldCase } from '../text/rules/read-text'
import { LONGEST } from './rules/fields'
import type { CostAccountRow } from './read-cost-accounts'

/** A cost account as it would be once the file is imported. */
export type PlannedAccount = {
  id: string | null
  code: string
  name: string
  description: string | null
  active: boolean
  parent: PlannedAccount | null
  /** Null for one that the file leaves alone. */
  row: CostAccountRow | null
  before: CostAccountNode | null
  /** Its code and its name as they are compared where only their case differs. */
  folded: { code: string; name: string }
}

const MAX_TEXT = LONGEST.description

/** A text from before normalization, normalized. */
const even = (text: string) => (PLAIN.test(text) ? text : cleanText(text, { longest: MAX_TEXT }))
/** Most texts need no second look. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** A text that differs only in its Unicode form stays as it was. */
const orSame = (was: string, is: string) => (was === is || even(was) !== is ? is : was)

/**
 * The team's cost accounts after the import, with the accounts of the file last. Parents are not resolved yet. The code
 * identifies the account of a row, whatever Unicode form its accents have.
 */
export async function mergeRows(
  rows: readonly CostAccountRow[],
  tree: readonly CostAccountNode[],
): Promise<PlannedAccount[]> {
  const slice = startTimeSlice()
  // The first row of a code. The duplicates already have an error.
  const byCode = new Map(rows.toReversed().map((row) => [row.code, row]))
  const exact = new Set(tree.map(({ code }) => code))
  const known = new Set<string>()
  const planned: PlannedAccount[] = []
  const fromFile: PlannedAccount[] = []
  for (const before of tree) {
    if (slice.isOver()) await slice.yield()
    const evened = even(before.code)
    const row = byCode.get(before.code) ?? (exact.has(evened) ? undefined : byCode.get(evened)) ?? null
    if (row && !known.has(row.code)) {
      known.add(row.code)
      fromFile.push(
        fold({
          id: before.id,
          code: before.code,
          name: orSame(before.name, row.name),
          description:
            row.description === undefined
              ? before.description
              : orSame(before.description ?? '', row.description) || null,
          active: row.active ?? before.active,
          parent: null,
          row,
          before,
        }),
      )
    } else {
      const { id, code, name, description, active } = before
      planned.push(fold({ id, code, name, description, active, parent: null, row: null, before }))
    }
  }
  for (const row of rows) {
    if (slice.isOver()) await slice.yield()
    if (known.has(row.code)) continue
    known.add(row.code)
    fromFile.push(
      fold({
        id: null,
        code: row.code,
        name: row.name,
        description: row.description || null,
        active: row.active ?? true,
        parent: null,
        row,
        before: null,
      }),
    )
  }
  return [...planned, ...fromFile]
}

function fold(account: Omit<PlannedAccount, 'folded'>): PlannedAccount {
  return { ...account, folded: { code: foldCase(even(account.code)), name: foldCase(even(account.name)) } }
}
