/** What has gone back of a refill, of its postage and of its fee, in cents. */
export type Returned = { refunded: number; refundedFee: number; disputed: number; disputedFee: number }

/** What a figure that is left of a refill is called: `after refunds`. Null where nothing has gone back. */
export function afterReturns({ refunded, refundedFee, disputed, disputedFee }: Returned): string | null {
  const what = [...(refunded + refundedFee > 0 ? ['refunds'] : []), ...(disputed + disputedFee > 0 ? ['disputes'] : [])]
  return what.length === 0 ? null : `after ${what.join(' and ')}`
}
