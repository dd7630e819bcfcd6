import type { PriceForm } from './price-of'

/** What USPS takes, in the order of the lists, in words: one in a price file, many over a table. */
export const PRICE_FORMS: readonly { form: PriceForm; one: string; many: string }[] = [
  { form: 'letter', one: 'Letter', many: 'Letters' },
  { form: 'flat', one: 'Large envelope', many: 'Large envelopes' },
  { form: 'parcel', one: 'Parcel', many: 'Parcels' },
  { form: 'stamp', one: 'Stamp', many: 'Stamps' },
]

/** `Large envelope`. */
export function formName(form: PriceForm): string {
  return PRICE_FORMS.find((each) => each.form === form)!.one
}
