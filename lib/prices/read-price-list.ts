import { findPriceListInForce } from '../../db/queries/price-lists'
import builtIn from './built-in-prices.json'
import type { Price } from './price-of'

export type PriceList = {
  /** `2026-11-22` */
  effectiveOn: string
  source: string
  prices: Price[]
  /** What comes with Indicia, as long as an admin has loaded no list of their own. */
  isBuiltIn: boolean
}

/** The USPS prices that a team prints by today. */
export async function readPriceList(teamId: number): Promise<PriceList> {
  const loaded = await findPriceListInForce(teamId)
  return loaded
    ? { effectiveOn: loaded.effectiveOn, source: loaded.source, prices: loaded.prices, isBuiltIn: false }
    : { ...(builtIn as Omit<PriceList, 'isBuiltIn'>), isBuiltIn: true }
}
