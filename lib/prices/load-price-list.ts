import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import type { Price } from './rules/price-of'

export type NewPriceList = {
  /** `2026-11-22`: in force from this day of the team on. */
  effectiveOn: string
  /** Where the prices come from, 1 to 120 characters. */
  source: string
  /** 1 to 1,000. */
  prices: Price[]
}

/** An admin loads a price list. Earlier ones are kept; of lists for one day the one that came last holds. */
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
