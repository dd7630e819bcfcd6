import type { FormError } from '@/lib/forms/rules/form-state'
import { formatMoney, parseDollars } from '../../rules/money'
import { formatWeight, MOST_STAMPS, priceOf, type Price, type Priced } from '../../prices/rules/price-of'
import { NOT_AN_AMOUNT } from '../../refills/rules/refusal-words'
import { ANOTHER_AMOUNT, type PrintField, type PrintValues } from './print-values'

export type PrintError = FormError & { field: PrintField | 'form' }

export type LabelPrice =
  /** Cents, and the description on a label: at most 75 characters, null for none. */
  { ok: true; amount: number; service: string | null } | { ok: false; errors: PrintError[] }

/** The stored length of a label's service. */
const SERVICE_LENGTH = 75

/** What a label costs by what was filled in: by the price list, or as typed. Pure: the browser shows what the server works out again. */
export function priceLabel(values: PrintValues, prices: readonly Price[]): LabelPrice {
  if (values.carrier !== 'usps' || values.service === ANOTHER_AMOUNT) return priceTyped(values)
  if (values.service === '') return wrong('service', 'Choose a service.')
  const isStamp = prices.some(({ service, form }) => service === values.service && form === 'stamp')
  const weight = isStamp ? null : readWeight(values)
  if (weight && 'errors' in weight) return { ok: false, errors: weight.errors }
  const count = /^\d{1,4}$/.test(values.count) ? Number(values.count) : Number.NaN
  const priced = priceOf(prices, { service: values.service, tenths: weight?.tenths ?? null, count })
  if (!priced.ok) return refused(priced, values)
  return { ok: true, amount: priced.amount, service: clip(priced.service) }
}

function priceTyped({ amount, service_name: name }: PrintValues): LabelPrice {
  const cents = parseDollars(amount)
  const errors: PrintError[] = []
  if (amount === '') errors.push({ field: 'amount', message: 'Enter an amount.' })
  else if (cents === null) errors.push({ field: 'amount', message: NOT_AN_AMOUNT })
  else if (cents < 1) errors.push({ field: 'amount', message: `The minimum amount is ${formatMoney(1)}.` })
  return errors.length > 0 || cents === null
    ? { ok: false, errors }
    : { ok: true, amount: cents, service: name || null }
}

/** Pounds and ounces. Either can be missing. Ounces have up to one decimal, so that nothing is rounded. */
function readWeight({ pounds, ounces }: PrintValues): { tenths: number | null } | { errors: PrintError[] } {
  const errors: PrintError[] = []
  if (!/^\d{0,3}$/.test(pounds)) errors.push({ field: 'pounds', message: 'Enter whole pounds, such as 2.' })
  if (!/^(\d{0,4}|\d{0,4}\.\d)$/.test(ounces))
    errors.push({ field: 'ounces', message: 'Enter ounces with up to one decimal, such as 3.5.' })
  if (errors.length > 0) return { errors }
  if (pounds === '' && ounces === '') return { tenths: null }
  return { tenths: Number(pounds) * 160 + Math.round(Number(ounces) * 10) }
}

function refused(priced: Extract<Priced, { ok: false }>, { service }: PrintValues): LabelPrice {
  switch (priced.code) {
    case 'unknown_service':
      return wrong('service', 'This service is not in the price list. Choose another one.')
    case 'weight_missing':
      return wrong('ounces', 'Enter the weight.')
    case 'too_heavy':
      return wrong(
        'ounces',
        `${service} has a maximum weight of ${formatWeight(priced.heaviestTenths!)}. Choose another service.`,
      )
    case 'count_out_of_range':
      return wrong('count', `Enter a number of stamps from 1 to ${MOST_STAMPS}.`)
  }
}

const wrong = (field: PrintField, message: string): LabelPrice => ({ ok: false, errors: [{ field, message }] })

const clip = (text: string) => [...text].slice(0, SERVICE_LENGTH).join('')
