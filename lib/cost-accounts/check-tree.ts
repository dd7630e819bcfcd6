import { startTimeSlice } from '../time-slice'
import { quoteText } from '../csv/quote-text'
import type { PlannedAccount } from './merge-rows'
import type { Findings } from './assign-parents'

/**
 * Reports the errors of the planned tree for each row: cycles, a fourth level, inactive parents, and duplicate names.
 */
export async function checkTree(planned: readonly PlannedAccount[], { errors, warnings }: Findings): Promise<void> {
  const slice = startTimeSlice()
  const levels = await findLevels(planned, errors)
  const places = new Map<PlannedAccount | null, { names: Set<string>; folded: Map<string, PlannedAccount> }>()
  for (const account of planned) {
    if (slice.isOver()) await slice.yield()
    const refuse = (message: string) => {
      const row = rowAtFault(account)
      if (row) errors.push({ line: row.line, message })
    }
    const { parent, name, row } = account
    // Accounts below a fourth level are not at fault themselves.
    if (levels.get(account) === 4)
      refuse(
        `${quoteText(name)} would stand at the fourth level: ${wayTo(account)}. Cost accounts have three levels at most.`,
      )
    if (account.active && parent && !parent.active) {
      refuse(
        row
          ? `${quoteText(name)} is active and cannot stand under ${quoteText(parent.name)}, which is inactive.`
          : `${quoteText(name)} stands under it and is active. Give it a row that makes it inactive too.`,
      )
    }
    const there = places.get(parent) ?? { names: new Set(), folded: new Map() }
    places.set(parent, there)
    const similar = there.folded.get(account.folded.name)
    if (there.names.has(name) && row)
      refuse(`There is a ${quoteText(name)} with another code in the same place already.`)
    else if (similar && row && !account.before)
      warnings.push({
        line: row.line,
        message: `${quoteText(name)} and ${quoteText(similar.name)} differ only by their case, in the same place.`,
      })
    there.names.add(name)
    if (!similar) there.folded.set(account.folded.name, account)
  }
}

/** The row that is at fault: its own, or for what the file leaves alone the next one above it. */
function rowAtFault(account: PlannedAccount): PlannedAccount['row'] {
  let blamed: PlannedAccount | null = account
  for (let steps = 0; blamed && !blamed.row && steps < 4; steps++) blamed = blamed.parent
  return blamed?.row ?? null
}

/**
 * The level of each account, counted from the top. Accounts in a cycle, or below one, have no level, and each line in a
 * cycle gets an error. Each account is visited once.
 */
async function findLevels(
  planned: readonly PlannedAccount[],
  errors: Findings['errors'],
): Promise<Map<PlannedAccount, number>> {
  const slice = startTimeSlice()
  const levels = new Map<PlannedAccount, number>()
  const lost = new Set<PlannedAccount>()
  for (const account of planned) {
    if (slice.isOver()) await slice.yield()
    const climbed: PlannedAccount[] = []
    const on = new Set<PlannedAccount>()
    let each: PlannedAccount | null = account
    for (; each && !levels.has(each) && !lost.has(each) && !on.has(each); each = each.parent) {
      climbed.push(each)
      on.add(each)
    }
    if (each && on.has(each)) await reportCycle(climbed.slice(climbed.indexOf(each)), errors)
    const isLost = each !== null && (on.has(each) || lost.has(each))
    let level = each && !isLost ? levels.get(each)! : 0
    for (const member of climbed.toReversed()) {
      if (isLost) lost.add(member)
      else levels.set(member, ++level)
    }
  }
  return levels
}

/** The number of members of a cycle that are named. */
const NAMED = 5

async function reportCycle(members: readonly PlannedAccount[], errors: Findings['errors']): Promise<void> {
  const slice = startTimeSlice()
  for (const [place, { row }] of members.entries()) {
    if (slice.isOver()) await slice.yield()
    if (!row) continue
    const named = Array.from(
      { length: Math.min(NAMED, members.length) },
      (_, step) => members[(place + step) % members.length]!.name,
    )
    const way = [...named, ...(members.length > NAMED ? ['…'] : []), named[0]!].join(' → ')
    const many = members.length > NAMED ? ` (${members.length.toLocaleString('en-US')} cost accounts)` : ''
    errors.push({
      line: row.line,
      message: `${way}${many} is a circle: a cost account cannot stand under itself, or under one of its own.`,
    })
  }
}

/** `Top › Middle › Low › Lowest`, of what is no circle. */
function wayTo(account: PlannedAccount): string {
  const names: string[] = []
  for (let each: PlannedAccount | null = account; each; each = each.parent) names.unshift(each.name)
  return names.join(' › ')
}
