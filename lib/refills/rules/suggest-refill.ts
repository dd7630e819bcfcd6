/**
 * What to add so that a label of `required` cents can be printed: the shortfall and what is owed before it, at least the
 * minimum, in whole dollars where the room allows. Null where even a full refill would not be enough, or where there is no room for one.
 */
export function suggestRefill(
  account: { available: number; headroom: number; minimum: number; owed: number },
  required: number,
): number | null {
  const shortfall = shortfallOf(account, required)
  if (shortfall <= 0 || shortfall > account.headroom || account.minimum > account.headroom) return null
  const wholeDollars = Math.ceil(shortfall / 100) * 100
  return Math.min(account.headroom, Math.max(account.minimum, wholeDollars))
}

/** What is missing for a label of `required` cents: a refill pays what is owed before anything can be printed. */
export function shortfallOf(account: { available: number; owed: number }, required: number): number {
  return required - account.available + account.owed
}
