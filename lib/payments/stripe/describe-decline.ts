/** Only the bank and the cardholder may know these reasons. Stripe asks to show them as a decline without a reason. */
const VAGUE = new Set([
  'fraudulent',
  'lost_card',
  'stolen_card',
  'pickup_card',
  'merchant_blacklist',
  'restricted_card',
  'security_violation',
  'highest_risk_level',
  'elevated_risk_level',
  'rule',
  'revocation_of_authorization',
  'revocation_of_all_authorizations',
  'stop_payment_order',
])

const NO_REASON = 'The card was declined. Its bank gave no reason; it can tell the cardholder more.'
const WRONG_DETAILS = 'The card was declined: its details are not right. Add the card again.'
const NOT_FOR_THIS =
  'The card was declined: its bank does not allow this kind of payment. Use another card, or ask the bank.'
const BANK_SILENT = 'The card could not be charged: its bank did not answer. Try again in a little while.'

/** What people read, by Stripe's codes (docs.stripe.com/declines/codes). Every other code is a decline without a reason. */
const MESSAGES: Record<string, string> = {
  insufficient_funds: 'The card was declined: it does not have enough funds.',
  withdrawal_count_limit_exceeded: 'The card was declined: it is over its limit. Use another card, or ask its bank.',
  card_velocity_exceeded: 'The card was declined: it is over its limit. Use another card, or ask its bank.',
  expired_card: 'The card was declined: it has expired.',
  invalid_expiry_month: WRONG_DETAILS,
  invalid_expiry_year: WRONG_DETAILS,
  incorrect_number: WRONG_DETAILS,
  invalid_number: WRONG_DETAILS,
  incorrect_cvc: 'The card was declined: its security code is not right. Add the card again.',
  invalid_cvc: 'The card was declined: its security code is not right. Add the card again.',
  incorrect_zip: 'The card was declined: the ZIP code is not the one its bank knows. Add the card again.',
  incorrect_address: 'The card was declined: the address is not the one its bank knows. Add the card again.',
  invalid_account: 'The card was declined: its account is not valid any more. Use another card.',
  new_account_information_available: 'The card was declined: its bank has issued a new one. Add the new card.',
  card_not_supported: NOT_FOR_THIS,
  transaction_not_allowed: NOT_FOR_THIS,
  not_permitted: NOT_FOR_THIS,
  service_not_allowed: NOT_FOR_THIS,
  currency_not_supported: 'The card was declined: it cannot be charged in US dollars.',
  duplicate_transaction:
    'The card was declined: the same amount was charged to it a moment ago. See History before you try again.',
  amount_too_large: 'The card was declined: the amount is more than it may be charged at once.',
  invalid_amount: 'The card was declined: the amount is more than it may be charged at once.',
  amount_too_small: 'The amount is less than the card processor charges.',
  processing_error: 'The card could not be charged: the card processor had an error. Try again in a little while.',
  issuer_not_available: BANK_SILENT,
  reenter_transaction: BANK_SILENT,
  try_again_later: BANK_SILENT,
  approve_with_id: BANK_SILENT,
  testmode_decline: 'The card was declined: a test card was used with a live account.',
  live_mode_test_card: 'The card was declined: a test card was used with a live account.',
  test_mode_live_card: 'The card was declined: a real card was used in test mode.',
}

/** A decline, with a message for people and a code that reveals no more than the message. */
export function describeDecline(code: string | undefined): { status: 'declined'; code: string; message: string } {
  if (code === undefined || VAGUE.has(code)) return { status: 'declined', code: 'card_declined', message: NO_REASON }
  return { status: 'declined', code, message: MESSAGES[code] ?? NO_REASON }
}
