/** The columns of a price file. */
export const COLUMNS = ['Service', 'Form', 'Up to (oz)', 'Price (USD)'] as const

/** May stand beside or instead of ounces. */
export const POUNDS = 'Up to (lb)'

export type Column = (typeof COLUMNS)[number] | typeof POUNDS

export const MOST_PRICES = 1_000
export const FILE_LIMIT = { mostBytes: 256 * 1024, tooLarge: 'The file is larger than 256 KB. A price list of 1,000 prices is smaller than that.' }

/** So that it fits on a label with its weight. As in load_price_list. */
export const LONGEST_SERVICE = 50

/** 70 lb, in tenths of an ounce. */
export const HEAVIEST = 11_200
/** $500.00, in cents. */
export const DEAREST = 50_000
