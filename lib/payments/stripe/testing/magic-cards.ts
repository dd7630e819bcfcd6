/** How a card behaves, by the numbers of docs.stripe.com/testing. */
export type MagicCard = {
  brand: string
  /** Refused when it is added. */
  refusedAtSetup?: string
  /** Added, but declined whenever it is charged. */
  declines?: string
  /** Its bank wants to hear from the person at each payment. */
  mustConfirm?: true
  /** Charged, and disputed at once: as a chargeback, or as an inquiry that takes no money yet. */
  disputed?: { reason: string; status: 'needs_response' | 'warning_needs_response' }
  /** Refunds to it wait, or fail, rather than succeed at once. */
  refunds?: 'pending' | 'failed'
}

const refused = (code: string): MagicCard => ({ brand: 'visa', refusedAtSetup: code, declines: code })

export const magicCards: Record<string, MagicCard> = {
  '4242424242424242': { brand: 'visa' },
  '4000056655665556': { brand: 'visa' },
  '5555555555554444': { brand: 'mastercard' },
  '378282246310005': { brand: 'amex' },
  '6011111111111117': { brand: 'discover' },
  '4000000000000002': refused('generic_decline'),
  '4000000000009995': refused('insufficient_funds'),
  '4000000000009987': refused('lost_card'),
  '4000000000009979': refused('stolen_card'),
  '4000000000000069': refused('expired_card'),
  '4000000000000127': refused('incorrect_cvc'),
  '4000000000000119': refused('processing_error'),
  '4000000000006975': refused('card_velocity_exceeded'),
  '4100000000000019': refused('fraudulent'),
  // Added without trouble, and declined afterwards.
  '4000000000000341': { brand: 'visa', declines: 'generic_decline' },
  // Here it stands for a card whose setup did not count: at Stripe it confirms once more only when the person is there.
  '4000002500003155': { brand: 'visa', mustConfirm: true },
  '4000002760003184': { brand: 'visa', mustConfirm: true },
  '4000008260003178': { brand: 'visa', mustConfirm: true, declines: 'insufficient_funds' },
  '4000000000000259': { brand: 'visa', disputed: { reason: 'fraudulent', status: 'needs_response' } },
  '4000000000002685': { brand: 'visa', disputed: { reason: 'product_not_received', status: 'needs_response' } },
  '4000000000001976': { brand: 'visa', disputed: { reason: 'fraudulent', status: 'warning_needs_response' } },
  '4000000000007726': { brand: 'visa', refunds: 'pending' },
  '4000000000005126': { brand: 'visa', refunds: 'failed' },
}

/** Codes that are errors in their own right; every other decline has the code `card_declined` and this one beside it. */
export const OWN_CODES = new Set([
  'expired_card',
  'incorrect_cvc',
  'processing_error',
  'incorrect_number',
  'invalid_expiry_month',
  'invalid_expiry_year',
])

/** What Stripe says of a decline; not what we say to people. */
export function declineMessage(code: string): string {
  if (code === 'insufficient_funds') return 'Your card has insufficient funds.'
  if (code === 'expired_card') return 'Your card has expired.'
  if (code === 'incorrect_cvc') return "Your card's security code is incorrect."
  if (code === 'processing_error') return 'An error occurred while processing your card. Try again in a little bit.'
  return 'Your card was declined.'
}
