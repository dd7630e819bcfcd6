import { Books, type Dispute, type Method } from './books'
import { makeMethod } from './make-objects'
import { invalid } from './stripe-problem'
import { changeDispute } from './try-payment'

/** What Stripe's test mode offers instead of people and banks (docs.stripe.com/testing). */

/** Cards by name: attached to a customer, they become a card of their own. */
const NAMED_CARDS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_authenticationRequired: '4000002760003184',
  pm_card_createDispute: '4000000000000259',
  pm_card_createDisputeInquiry: '4000000000001976',
  pm_card_pendingRefund: '4000000000007726',
  pm_card_refundFail: '4000000000005126',
}

/** Attaches a named card to a customer. */
export function attachNamedCard(books: Books, name: string, customer: string): Method {
  const number = NAMED_CARDS[name]
  if (number === undefined) throw invalid(`No such PaymentMethod: '${name}'`, 'resource_missing')
  return makeMethod(books, number, 12, new Date().getUTCFullYear() + 4, customer)
}

/** In test mode, this evidence decides a dispute. */
export function submitEvidence(books: Books, id: string, evidence: string): Dispute {
  const dispute = Books.get(books.disputes, id, 'dispute')
  if (evidence === 'winning_evidence') changeDispute(books, dispute, 'won')
  else if (evidence === 'losing_evidence') changeDispute(books, dispute, 'lost')
  return dispute
}
