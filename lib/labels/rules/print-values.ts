import { cleanText } from '../../text/rules/read-text'

/** The fields of the Print form as a person fills them in, and as an address carries them. Pure: the browser prices them too. */

export const PRINT_FIELDS = [
  'carrier',
  'service',
  'service_name',
  'pounds',
  'ounces',
  'count',
  'amount',
  'reference',
  'cost_account',
] as const

export type PrintField = (typeof PRINT_FIELDS)[number]

/** As typed, also where it makes no sense: what a person wrote is never lost. */
export type PrintValues = Record<PrintField, string>

/** The value of `service` if the amount is typed. The USPS service is then `service_name`, if any. */
export const ANOTHER_AMOUNT = 'another'

export const CARRIERS = { usps: 'USPS', ups: 'UPS', fedex: 'FedEx' }

export type Carrier = keyof typeof CARRIERS

export const isCarrier = (text: string): text is Carrier => Object.hasOwn(CARRIERS, text)

/**
 * The maximum length of each field, and which fields are texts. In other fields, dropping a character would change a
 * number.
 */
export const PRINT_BOUNDS: Record<PrintField, { longest: number; isText?: true }> = {
  carrier: { longest: 40 },
  service: { longest: 75, isText: true },
  service_name: { longest: 75, isText: true },
  pounds: { longest: 40 },
  ounces: { longest: 40 },
  count: { longest: 40 },
  amount: { longest: 40 },
  reference: { longest: 100, isText: true },
  cost_account: { longest: 75, isText: true },
}

/**
 * Reads the fields that an address or a saved label contains. A service that is not in a price list (or not of USPS)
 * becomes the name of a service with a typed amount.
 */
export function readPrintValues(given: (field: PrintField) => unknown, services: readonly string[]): PrintValues {
  const values = Object.fromEntries(
    PRINT_FIELDS.map((field) => {
      const value = given(field)
      const { longest, isText } = PRINT_BOUNDS[field]
      // An older list can contain a name that is normalized differently today.
      const isListed = field === 'service' && typeof value === 'string' && services.includes(value)
      if (isText && !isListed) return [field, cleanText(value, { longest })]
      return [field, typeof value === 'string' && value.length <= longest ? value.replaceAll('\0', '').trim() : '']
    }),
  ) as PrintValues
  const carrier = isCarrier(values.carrier) ? values.carrier : 'usps'
  const { service } = values
  const isListed = carrier === 'usps' && services.includes(service)
  if (service === '' || service === ANOTHER_AMOUNT || isListed) return { ...values, carrier }
  return {
    ...values,
    carrier,
    service: carrier === 'usps' ? ANOTHER_AMOUNT : '',
    service_name: values.service_name || service,
  }
}

/** The same as the query of an address, with what else it carries; without what is empty. */
export function printQuery(values: Partial<PrintValues>, more: Record<string, string> = {}): string {
  return new URLSearchParams(Object.entries({ ...more, ...filledIn(values) })).toString()
}

/** Only the fields that hold something. */
export function filledIn(values: Partial<PrintValues>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
