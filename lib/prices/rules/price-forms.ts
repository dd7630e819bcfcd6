import type { PriceForm } from './price-of'

/** The forms of USPS mail in the order of the lists: singular in a price file, plural above a table. */
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
