import { isUuid } from '../../db/queries/is-uuid'
import { readTexts } from '../forms/read-form'
import type { FormError } from '../forms/rules/form-state'
import { readCode } from '../cost-accounts/rules/fields'
import type { Price } from '../prices/rules/price-of'
import { describeFault } from '../forms/fields'
import { readText } from '../text/rules/read-text'
import { priceLabel } from './rules/price-label'
import type { LabelRequest } from './print-label'
import { isCarrier, PRINT_BOUNDS, PRINT_FIELDS, type PrintField, type PrintValues } from './rules/print-values'

export type TypedLabel = {
  values: PrintValues
  /** Null if the form has no key, or not one of ours. */
  key: string | null
  /** The price in cents that the person has seen; null where they have seen none. */
  seenAmount: number | null
  /** The label to print, if it can be read. */
  label: Omit<LabelRequest, 'key'> | null
  errors: FormError[]
}

/** Reads the Print form and calculates its price again. Only these fields are used. */
export function readPrintForm(form: FormData, prices: readonly Price[]): TypedLabel {
  const { values: texts, errors } = readTexts(form, [...PRINT_FIELDS, 'form', 'seen_amount'])
  const { form: key, seen_amount: seen, ...typed } = texts
  const values: PrintValues = typed
  // An older list can contain a name that is normalized differently today.
  const isListed = prices.some(({ service }) => service === values.service)
  for (const field of PRINT_FIELDS) if (field !== 'service' || !isListed) readPrintField(values, field, errors)
  return {
    values,
    key: isUuid(key) ? key : null,
    seenAmount: /^\d{1,11}$/.test(seen) ? Number(seen) : null,
    ...labelOf(values, prices, errors),
  }
}

const CALLED: Partial<Record<PrintField, string>> = {
  service_name: 'The name of the service',
  reference: 'The reference',
}

/** A waiting label stores the whole form, so each field is limited. A text gets its stored form. */
function readPrintField(values: PrintValues, field: PrintField, errors: FormError[]): void {
  const { longest, isText } = PRINT_BOUNDS[field]
  const read = readText(values[field], { longest })
  const isTooLong = values[field].length > longest
  if (read.ok && isText) values[field] = read.text
  else if (!read.ok && (isText || isTooLong) && !errors.some((error) => error.field === field)) {
    errors.push({ field, message: describeFault(CALLED[field] ?? 'This', read.fault) })
  }
  // A value that nobody has typed.
  if (isTooLong && !CALLED[field]) values[field] = ''
}

/** What the values of a Print form ask for, or what is wrong with them. */
export function labelOf(
  values: PrintValues,
  prices: readonly Price[],
  before: FormError[] = [],
): Pick<TypedLabel, 'label' | 'errors'> {
  const errors = [...before]
  const { carrier, reference, cost_account: costAccount } = values
  const price = priceLabel(values, prices)
  if (!isCarrier(carrier)) errors.push({ field: 'carrier', message: 'Choose a carrier.' })
  else if (!price.ok) errors.push(...price.errors)
  if (errors.length > 0 || !price.ok || !isCarrier(carrier)) return { label: null, errors }
  return {
    label: {
      carrier,
      service: price.service,
      amount: price.amount,
      costAccount: readCode(costAccount),
      reference: reference || null,
    },
    errors,
  }
}
