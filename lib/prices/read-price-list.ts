import { findPriceListInForce } from '../../db/queries/price-lists'
import builtIn from './built-in-prices.json'
import type { Price } from './rules/price-of'

export type PriceList = {
  /** `2026-11-22` */
  effectiveOn: string
  source: string
  prices: Price[]
} &
  /** What comes with Indicia, as long as an admin has loaded no list of their own. */
  ({ isBuiltIn: true } | { isBuiltIn: false; id: string; loadedBy: string; createdAt: Date })

/** The USPS prices that a team prints by today. */
export async function readPriceList(teamId: number): Promise<PriceList> {
  const loaded = await findPriceListInForce(teamId)
  return loaded
    ? { ...loaded, isBuiltIn: false }
    : { ...(builtIn as { effectiveOn: string; source: string; prices: Price[] }), isBuiltIn: true }
}
