import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { isUuid } from '../../db/queries/is-uuid'
import type { CostAccountRules } from '../../db/queries/cost-accounts'

export type CostAccountChange = {
  /** Null for a new one. */
  id: string | null
  code: string
  name: string
  description: string | null
  active: boolean
  /** The code of the parent. */
  parent: string | null
}

/** Adds and changes cost accounts in one statement, all or none, with an audit row for each that changes. */
export async function saveCostAccounts(admin: Principal, changes: CostAccountChange[]): Promise<CostAccountResult> {
  const { sql } = database()
  return orRefusal(sql`select save_cost_accounts(
    p_team => ${admin.teamId}, p_actor => ${admin.id}, p_rows => ${sql.json(changes)})`)
}

/** Deactivates a cost account with everything under it, or activates it alone. Its history stays. */
export async function setCostAccountActive(admin: Principal, id: string, active: boolean): Promise<CostAccountResult> {
  if (!isUuid(id)) return { ok: false, reason: 'unknown_cost_account', code: '' }
  return orRefusal(database().sql`select set_cost_account_active(
    p_team => ${admin.teamId}, p_actor => ${admin.id}, p_cost_account => ${id}, p_active => ${active})`)
}

/** Sets when a cost account is required. */
export async function setCostAccountRules(admin: Principal, rules: CostAccountRules): Promise<CostAccountResult> {
  return orRefusal(database().sql`
    select set_cost_account_rules(
      p_team => ${admin.teamId}, p_actor => ${admin.id}, p_on_refill => ${rules.onRefill},
      p_on_label => ${rules.onLabel})`)
}

/** Why the database refuses a change of cost accounts (db/functions/66-cost-accounts.sql), and the account's code. */
export type CostAccountRefusal = {
  reason:
    | 'forbidden'
    | 'unknown_cost_account'
    | 'unknown_parent'
    | 'duplicate_code'
    | 'duplicate_name'
    | 'code_in_use'
    | 'circle'
    | 'too_deep'
    | 'inactive_parent'
  code: string
}

export type CostAccountResult = { ok: true } | ({ ok: false } & CostAccountRefusal)

const REFUSED = 'IC001'

/** Runs a change; what the database refuses is a result, everything else stays an exception. */
export async function orRefusal(change: PromiseLike<unknown>): Promise<CostAccountResult> {
  try {
    await change
    return { ok: true }
  } catch (error) {
    const { code, message, detail } = error as { code?: string; message: CostAccountRefusal['reason']; detail?: string }
    if (code === REFUSED) return { ok: false, reason: message, code: detail ?? '' }
    throw error
  }
}

const WORDS: Record<CostAccountRefusal['reason'], (code: string) => string> = {
  forbidden: () => 'Only admins change cost accounts.',
  unknown_cost_account: () => 'This cost account no longer exists.',
  unknown_parent: () => 'The account that it should stand under is not there any more.',
  duplicate_code: (code) => `The code ${code} is taken. Each cost account has one of its own.`,
  duplicate_name: () => 'There is one of this name in the same place already. Choose another name, or another place.',
  code_in_use: (code) => `Postage was booked to ${code} already, so its code stays as it is.`,
  circle: () => 'A cost account cannot stand under itself, or under one of its own.',
  too_deep: () => 'Cost accounts have three levels at most. With this change there would be four.',
  inactive_parent: () => 'An active cost account cannot stand under an inactive one. Activate that one first.',
}

/** A refusal as a sentence. */
export function refusalWords({ reason, code }: CostAccountRefusal): string {
  return WORDS[reason](code)
}

/** Why a cost account cannot be booked to, for the form where another one can be chosen. */
export const CHOICE_REFUSALS = {
  unknown_cost_account: 'This cost account is not known any more. Choose another one.',
  inactive_cost_account: 'This cost account is no longer in use. Choose another one.',
  cost_account_required: 'Choose a cost account: your team asks for one.',
}
