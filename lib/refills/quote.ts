/**
 * The price of a refill before it is made. The browser, the pages and the API use this one function; the database
 * decides with its own (`quote_refill_fee`), and a test holds the two together for every amount from 1 to 50,000 cents.
 */

export type PaymentMethodType = 'credit_card' | 'reserve_account' | 'purchase_power'

export type QuoteAccount = {
  /** Postage balance in cents that can be printed with now. */
  available: number
  /** Cents reserved for refills on their way. */
  pending: number
  /** The most the balance may ever be, in cents. */
  limit: number
  /** The least that may be added at once, in cents. */
  minimum: number
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
  balanceAfter: number
  /** Room before this refill: limit − available − pending. */
  headroom: number
  /** Room that is left once it is posted; never negative. */
  roomAfter: number
  refusal: QuoteRefusal | null
}

/** The administrative fee on card refills of teams with a Mailstation, in basis points (SendPro: 3.5 %). */
export const CARD_FEE_BASIS_POINTS = 350

/** Fee in cents, half up: `floor((cents * 350 + 5000) / 10000)`; zero without a Mailstation and for every other method. */
export function refillFee(amount: number, type: PaymentMethodType, hasMailstation: boolean): number {
  if (type !== 'credit_card' || !hasMailstation) return 0
  return Math.floor((amount * CARD_FEE_BASIS_POINTS + 5_000) / 10_000)
}

/** Room against the limit, in cents: limit − available − pending. */
export function headroom(account: QuoteAccount): number {
  return account.limit - account.available - account.pending
}

/** Quotes a refill of `amount` cents; `refusal` names the first rule that it would break. */
export function quoteRefill(account: QuoteAccount, method: QuoteMethod, hasMailstation: boolean, amount: number): Quote {
  const fee = refillFee(amount, method.type, hasMailstation)
  const totalCharged = amount + fee
  const room = headroom(account)
  const refusal = refusalOf(account, method, amount, totalCharged)
  return {
    amount,
    fee,
    totalCharged,
    balanceAfter: account.available + amount,
    headroom: room,
    roomAfter: Math.max(0, room - amount),
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
