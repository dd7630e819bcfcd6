import { formatMoney } from '@/lib/rules/money'

/** What pending money is, in cents: `reserved for 1 refill that is on its way`; `returning` of it goes back to a card. */
export function pendingText(pending: number, refills: number, returning: number): string {
  if (pending === 0) return 'no refill is on its way'
  if (returning > 0) {
    const back = `${formatMoney(returning)} is on its way back to a card`
    return returning === pending
      ? back
      : `${back}, the rest is reserved for ${refills === 1 ? 'a refill' : `${refills} refills`}`
  }
  return refills === 1
    ? 'reserved for 1 refill that is on its way'
    : `reserved for ${refills} refills that are on their way`
}

/** What held money is, in cents. */
export function heldText(held: number): string {
  return held === 0
    ? 'everything that arrived had room'
    : 'arrived without room; it comes into the balance by itself as soon as there is room'
}

/** What can be done with the room left, in cents. */
export function roomText(room: number, minimum: number): string {
  if (room === 0) return 'the balance is full: nothing can be added now'
  return room < minimum ? `less than a refill, which is ${formatMoney(minimum)} at least` : 'can be added now'
}
