import type { SheetKind } from '../csv/find-headers'

/** The columns of a price file. */
export const COLUMNS = ['Service', 'Form', 'Up to (oz)', 'Price (USD)'] as const

/** Can be used in addition to ounces or instead of them. */
export const POUNDS = 'Up to (lb)'

export type Column = (typeof COLUMNS)[number] | typeof POUNDS

/** A file of prices. */
export const PRICE_SHEET: SheetKind<Column> = {
  columns: [
    {
      key: 'Service',
      label: 'Service',
      headers: [
        'Service Name',
        'Mail Service',
        'Mail Class',
        'Class',
        'Product',
        'Product Name',
        'USPS Service',
        'Name',
      ],
    },
    {
      key: 'Form',
      label: 'Form',
      hint: 'Letter, Large envelope, Parcel or Stamp',
      headers: ['Shape', 'Mail Shape', 'Mail Piece', 'Mailpiece', 'Mail Type', 'Package Type', 'Type', 'Format'],
    },
    {
      key: 'Up to (oz)',
      label: 'Up to (oz)',
      hint: 'ounces',
      headers: [
        'Up to',
        'Up to oz',
        'Weight (oz)',
        'Max Weight (oz)',
        'Weight Not Over (oz)',
        'Weight Not Over',
        'Not Over (oz)',
        'Weight in Ounces',
        'Weight Ounces',
        'Ounces',
        'oz',
        'Weight',
        'Max Weight',
        'Maximum Weight',
      ],
    },
    {
      key: POUNDS,
      label: POUNDS,
      hint: 'pounds',
      headers: [
        'Up to lbs',
        'Weight (lb)',
        'Weight (lbs)',
        'Max Weight (lb)',
        'Max Weight (lbs)',
        'Weight Not Over (lb)',
        'Weight Not Over (lbs)',
        'Not Over (lb)',
        'Not Over (lbs)',
        'Weight in Pounds',
        'Weight Pounds',
        'Pounds',
        'lb',
        'lbs',
      ],
    },
    {
      key: 'Price (USD)',
      label: 'Price (USD)',
      headers: [
        'Price',
        'Price ($)',
        'Price per Piece',
        'Unit Price',
        'Retail Price',
        'Rate',
        'Rate (USD)',
        'Rate ($)',
        'Postage',
        'Postage (USD)',
        'Postage ($)',
        'Amount',
        'Amount (USD)',
        'Cost',
      ],
    },
  ],
  missing: (has) => {
    const missing = COLUMNS.filter((column) => !has(column) && !(column === 'Up to (oz)' && has(POUNDS)))
    return missing.length === 0 ? null : `Choose the column of each: there is none for ${missing.join(' and ')}.`
  },
  tooMany: (most) => `The file has more than ${most.toLocaleString('en-US')} prices, which is the maximum.`,
}

export const MOST_PRICES = 1_000
export const FILE_LIMIT = {
  mostBytes: 256 * 1024,
  tooLarge: 'The file is larger than 256 KB. A list of 1,000 prices is smaller than that.',
}

/** So that it fits on a label with its weight. As in load_price_list. */
export const LONGEST_SERVICE = 50

/** 70 lb, in tenths of an ounce. */
export const HEAVIEST = 11_200
/** $500.00, in cents. */
export const DEAREST = 50_000
