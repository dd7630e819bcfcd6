import { isUuid } from '../../db/queries/is-uuid'
import { readTexts, type FormError } from '../form-state'
import { inOneLine } from '../in-one-line'
import type { Price } from '../prices/price-of'
import { priceLabel } from './price-label'
import type { LabelRequest } from './print-label'
import { isCarrier, PRINT_FIELDS, type PrintValues } from './print-values'

const REFERENCE_LENGTH = 100

export type TypedLabel = {
  values: PrintValues
  /** Null where the form carries none, or not one of ours. */
  key: string | null
  /** The price in cents that the person has seen; null where they have seen none. */
  seenAmount: number | null
  /** What is to be printed, where it can be read. */
  label: Omit<LabelRequest, 'key'> | null
  errors: FormError[]
}

/** Reads the Print form and works its price out again. Only what stands here is ever taken from it. */
export function readPrintForm(form: FormData, prices: readonly Price[]): TypedLabel {
  const { values: texts, errors } = readTexts(form, [...PRINT_FIELDS, 'form', 'seen_amount'])
  const { form: key, seen_amount: seen, ...typed } = texts
  const values: PrintValues = { ...typed, reference: inOneLine(typed.reference) }
  return {
    values,
    key: isUuid(key) ? key : null,
    seenAmount: /^\d{1,11}$/.test(seen) ? Number(seen) : null,
    ...labelOf(values, prices, errors),
  }
}

/** What the values of a Print form ask for, or what is wrong with them. */
export function labelOf(
  values: PrintValues, prices: readonly Price[], before: FormError[] = [],
): Pick<TypedLabel, 'label' | 'errors'> {
  const errors = [...before]
  const { carrier, reference, cost_account: costAccount } = values
  const price = priceLabel(values, prices)
  if (!isCarrier(carrier)) errors.push({ field: 'carrier', message: 'Choose a carrier.' })
  else if (!price.ok) errors.push(...price.errors)
  if ([...reference].length > REFERENCE_LENGTH) {
    errors.push({ field: 'reference', message: `The reference has at most ${REFERENCE_LENGTH} characters.` })
  }
  if (errors.length > 0 || !price.ok || !isCarrier(carrier)) return { label: null, errors }
  return {
    label: { carrier, service: price.service, amount: price.amount, costAccount: costAccount || null, reference: reference || null },
    errors,
  }
}
