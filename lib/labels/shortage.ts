import type { Balance } from '../../db/queries/balance'
import { formatMoney } from '../rules/money'
import { headroom } from '../refills/rules/quote'
import { shortfallOf, suggestRefill } from '../refills/rules/suggest-refill'

/** All in cents. */
export type Shortage = {
  required: number
  available: number
  /** What a chargeback has left owed, which a refill pays first. */
  owed: number
  /** The amount needed: for the label, and for what is owed first. */
  missing: number
  /** What to add so that the label can be printed; null where no refill would do. */
  suggested: number | null
  /** What to do instead, if no refill is enough. */
  instead: string | null
}

/** What is missing for a label of `required` cents, and what would help. */
export function shortageOf(
  account: Pick<Balance, 'available' | 'pending' | 'limit' | 'minimum' | 'owed'>,
  required: number,
): Shortage {
  const { available, pending, limit, owed } = account
  const room = headroom(account)
  const suggested = suggestRefill({ available, headroom: room, minimum: account.minimum, owed }, required)
  const missing = shortfallOf(account, required)
  return { required, available, owed, missing, suggested, instead: suggested === null ? remedy() : null }

  function remedy(): string {
    if (required > limit) {
      return `The balance cannot exceed ${formatMoney(limit)}, so a full refill is not enough. Print in smaller amounts, such as fewer stamps at a time.`
    }
    if (pending > 0 && missing <= pending) {
      return `${formatMoney(pending)} is pending. When it is added to the balance, select Print again.`
    }
    if (pending > 0) {
      return `${formatMoney(pending)} is pending, and you can add ${formatMoney(Math.max(0, room))} more now. Wait for the pending refill, and then select Print again.`
    }
    if (owed > 0 && missing > room) {
      return `${formatMoney(owed)} is owed and is paid first. Add postage up to the limit, and then select Print again.`
    }
    return `You can add ${formatMoney(Math.max(0, room))}, but the minimum refill is ${formatMoney(account.minimum)}. Print a smaller label first.`
  }
}
