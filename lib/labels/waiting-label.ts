import type { Price } from '../prices/price-of'
import type { LabelRequest } from './print-label'
import { readPrintValues } from './print-values'
import { labelOf } from './read-print-form'

/** What the kept fields of a Print form ask for, at the prices of now; null where it can no longer be priced. */
export function waitingLabel(kept: Record<string, string>, prices: readonly Price[]): Omit<LabelRequest, 'key'> | null {
  return labelOf(readPrintValues((field) => kept[field], prices.map(({ service }) => service)), prices).label
}
