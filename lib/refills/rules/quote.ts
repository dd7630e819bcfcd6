/**
 * The price of a refill before it is made. The browser, the pages and the API use this one function; the database
 * decides with its own (`quote_refill_fee`), and a test holds the two together for every amount from 1 to 50,000 cents.
 */

export type PaymentMethodType = 'credit_card' | 'reserve_account' | 'purchase_power'

export type QuoteAccount = {
  /** Postage balance in cents that ready to use. */
  available: number
  /** Cents reserved for refills on their way, and for postage on its way back to a card. */
  pending: number
  /** The most the balance may ever be, in cents. */
  limit: number
  /** The least that may be added at once, in cents. */
  minimum: number
  /** What a chargeback has left owed, in cents. Incoming money pays it first. */
  owed: number
}

export type QuoteMethod = {
  type: PaymentMethodType
  /** What a Reserve Account or Purchase Power has left, in cents; null for a card. */
  available: number | null
}

export type QuoteRefusal = 'below_minimum' | 'above_limit' | 'reserve_insufficient' | 'credit_limit_exceeded'

export type Quote = {
  amount: number
  fee: number
  totalCharged: number
  /** What can be printed with then, once what is owed is paid. */
  balanceAfter: number
  /** Room before this refill: limit − available − pending. */
  headroom: number
  /** Room that is left once it is posted; never negative. */
  roomAfter: number
  refusal: QuoteRefusal | null
}

/** What decides on the administrative fee of a team's card refills: only who has a Mailstation pays it. */
export type FeeTerms = {
  hasMailstation: boolean
  /** The team's rate in hundredths of a percent; 350 (SendPro's 3.5 %) where nobody has set another. */
  cardFeeBasisPoints: number
}

/** Fee in cents, half up: `floor((cents * rate + 5000) / 10000)`; zero without a Mailstation and for every other method. */
export function refillFee(
  amount: number,
  type: PaymentMethodType,
  { hasMailstation, cardFeeBasisPoints }: FeeTerms,
): number {
  if (type !== 'credit_card' || !hasMailstation) return 0
  return Math.floor((amount * cardFeeBasisPoints + 5_000) / 10_000)
}

/** Whether a team pays the fee at all. */
export const chargesFee = (terms: FeeTerms) => terms.hasMailstation && terms.cardFeeBasisPoints > 0

/** The rate of the fee as it is read: `3.5%`. */
export const feeRateText = ({ cardFeeBasisPoints }: Pick<FeeTerms, 'cardFeeBasisPoints'>) =>
  `${cardFeeBasisPoints / 100}%`

/** Room against the limit, in cents: limit − available − pending. */
export function headroom(account: QuoteAccount): number {
  return account.limit - account.available - account.pending
}

/** Quotes a refill of `amount` cents; `refusal` names the first rule that it would break. */
export function quoteRefill(account: QuoteAccount, method: QuoteMethod, terms: FeeTerms, amount: number): Quote {
  const fee = refillFee(amount, method.type, terms)
  const totalCharged = amount + fee
  const room = headroom(account)
  const refusal = refusalOf(account, method, amount, totalCharged)
  return {
    amount,
    fee,
    totalCharged,
    balanceAfter: account.available + amount - Math.min(account.owed, account.available + amount),
    headroom: room,
    // What pays a debt takes no room.
    roomAfter: Math.max(0, room - Math.max(0, amount - account.owed)),
    refusal,
  }
}

function refusalOf(account: QuoteAccount, method: QuoteMethod, amount: number, total: number): QuoteRefusal | null {
  if (amount < account.minimum) return 'below_minimum'
  if (amount > headroom(account)) return 'above_limit'
  if (method.available !== null && total > method.available) {
    return method.type === 'reserve_account' ? 'reserve_insufficient' : 'credit_limit_exceeded'
  }
  return null
}
