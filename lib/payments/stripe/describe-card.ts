import type { Stripe } from 'stripe'
import { cleanText } from '../../text/rules/read-text'

/** A card as people know it; null if the payment method is no card. */
export function describeCard({ id, card }: Stripe.PaymentMethod) {
  if (!card) return null
  const label = cleanText(`${BRANDS[card.brand] ?? 'Card'} •••• ${card.last4 ?? ''}`, { longest: 75 })
  return { ref: id, label, expiresMonth: card.exp_month, expiresYear: card.exp_year }
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}
