import { formatMoney } from '../rules/money'
import { CARRIERS, isCarrier } from './rules/print-values'

/** The carriers for a filter. */
export const CARRIER_OPTIONS = Object.entries(CARRIERS).map(([value, label]) => ({ value, label }))

/** `USPS` */
export const carrierName = (carrier: string): string => (isCarrier(carrier) ? CARRIERS[carrier] : carrier)

/** What people call a label: `USPS Ground Advantage`. */
export function labelName({ carrier, service }: { carrier: string; service: string | null }): string {
  const name = carrierName(carrier)
  return service ? `${name} ${service.replace(new RegExp(`^${name} `, 'i'), '')}` : name
}

/** Whose money it was: `Postage balance`, `Own UPS account`. */
export function chargedToName({
  carrier,
  chargedTo,
}: {
  carrier: string
  chargedTo: 'postage_balance' | 'carrier_account'
}): string {
  return chargedTo === 'postage_balance' ? 'Postage balance' : `Own ${carrierName(carrier)} account`
}

/** A label in a line: its name, price, reference and cost account. */
export function describeLabel(label: {
  carrier: string
  service: string | null
  amount: number
  reference: string | null
  costAccount: string | null
}): string {
  const { amount, reference, costAccount } = label
  return [
    labelName(label),
    formatMoney(amount),
    reference && `reference ${reference}`,
    costAccount && `cost account ${costAccount}`,
  ]
    .filter(Boolean)
    .join(', ')
}
