type Shares = {
  refunded: number
  refundedFee: number
  disputed: number
  disputedFee: number
  status: 'posted' | 'reversed'
}

/**
 * Of a refill's charge: what refunds took, and what disputes took after them. Each takes postage while there is some,
 * then the fee; what is beyond the charge is postage that was lost. Cents. Written without a look at the SQL.
 */
export function share({ amount, fee }: { amount: number; fee: number }, refunds: number, disputes: number): Shares {
  let postageLeft = amount
  let feeLeft = fee
  const take = (cents: number): [postage: number, fee: number] => {
    const postage = Math.min(cents, postageLeft)
    const ofFee = Math.min(cents - postage, feeLeft)
    postageLeft -= postage
    feeLeft -= ofFee
    return [cents - ofFee, ofFee]
  }
  const [refunded, refundedFee] = take(refunds)
  const [disputed, disputedFee] = take(disputes)
  const isReversed = disputes > 0 && postageLeft === 0 && feeLeft === 0
  return { refunded, refundedFee, disputed, disputedFee, status: isReversed ? 'reversed' : 'posted' }
}
