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
  unknown_cost_account: () => 'This cost account is not there any more.',
  unknown_parent: () => 'The account that it should stand under is not there any more.',
  duplicate_code: (code) => `The code ${code} is taken. Each cost account has one of its own.`,
  duplicate_name: () => 'There is one of this name in the same place already. Choose another name, or another place.',
  code_in_use: (code) => `Postage was booked to ${code} already, so its code stays as it is.`,
  circle: () => 'A cost account cannot stand under itself, or under one of its own.',
  too_deep: () => 'Cost accounts have three levels at most. With this change there would be four.',
  inactive_parent: () => 'An active cost account cannot stand under an inactive one. Activate that one first.',
}

/** A refusal in words. */
export function refusalWords({ reason, code }: CostAccountRefusal): string {
  return WORDS[reason](code)
}
