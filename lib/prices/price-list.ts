import { findPriceListInForce } from '../../db/queries/price-lists'
import type { Price } from './rules/price-of'
import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { formatPlain } from '../rules/money'
import { COLUMNS } from './price-columns'
import { formName } from './rules/price-forms'

import builtIn from './built-in-prices.json'

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

export type NewPriceList = {
  /** `2026-11-22`: in force from this day of the team on. */
  effectiveOn: string
  /** Where the prices come from, 1 to 120 characters. */
  source: string
  /** 1 to 1,000. */
  prices: Price[]
}

/** Loads a price list for an admin. Earlier lists are kept. Of lists for the same day, the latest applies. */
export async function loadPriceList(
  { teamId, id }: Principal,
  { effectiveOn, source, prices }: NewPriceList,
): Promise<'done' | 'forbidden' | 'invalid'> {
  const { sql } = database()
  const [{ outcome }] = await sql<[{ outcome: 'done' | 'forbidden' | 'invalid' }]>`
    select load_price_list(
      p_team => ${teamId}, p_actor => ${id}, p_effective_on => ${effectiveOn}::date, p_source => ${source},
      p_prices => ${sql.json(prices)}) as outcome`
  return outcome
}

/** A price list as a file that can be loaded again. */
export function* exportPrices(prices: readonly Price[]): Generator<string> {
  yield BYTE_ORDER_MARK + writeLine(COLUMNS)
  for (const { service, form, upToTenths, price } of prices) {
    yield writeLine([service, formName(form), upToTenths === null ? '' : String(upToTenths / 10), formatPlain(price)])
  }
}
