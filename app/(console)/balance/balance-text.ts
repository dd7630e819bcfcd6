import { formatMoney } from '@/lib/rules/money'

/** What pending money is, in cents: `reserved for 1 refill in progress`; `returning` of it goes back to a card. */
export function pendingText(pending: number, refills: number, returning: number): string {
  if (pending === 0) return 'no refills in progress'
  if (returning > 0) {
    const back = `${formatMoney(returning)} is being refunded to a card`
    return returning === pending
      ? back
      : `${back}, and the rest is reserved for ${refills === 1 ? 'a refill' : `${refills} refills`}`
  }
  return refills === 1 ? 'reserved for 1 refill in progress' : `reserved for ${refills} refills in progress`
}

/** What held money is, in cents. */
export function heldText(held: number): string {
  return held === 0 ? 'nothing is held' : 'did not fit in the balance; added automatically when there is room'
}

/** What can be done with the room left, in cents. */
export function roomText(room: number, minimum: number): string {
  if (room === 0) return 'the balance is full'
  return room < minimum ? `less than the minimum refill of ${formatMoney(minimum)}` : 'available to add'
}
