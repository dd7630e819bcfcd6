import type { StoredPrice } from '../schema/prices'
import { database } from '../client'

export type LoadedPriceList = {
  id: string
  /** `2026-11-22`: in force from this day of the team on. */
  effectiveOn: string
  source: string
  prices: StoredPrice[]
  loadedBy: string
  createdAt: Date
}

/** The price list of a team that is in force today, by the team's time zone; null where none was loaded for today. */
export async function findPriceListInForce(teamId: number): Promise<LoadedPriceList | null> {
  const [list] = await database().sql<LoadedPriceList[]>`
    select p.id, to_char(p.effective_on, 'YYYY-MM-DD') as "effectiveOn", p.source, p.prices, p.actor_name as "loadedBy",
      p.created_at as "createdAt"
    from price_lists p join teams t on t.id = p.team_id
    where p.team_id = ${teamId} and p.effective_on <= (now() at time zone t.time_zone)::date
    order by p.effective_on desc, p.created_at desc limit 1`
  return list ?? null
}

/** The last lists that were loaded, the one of the latest day first, whether in force, over or still to come. */
export async function listPriceLists(
  teamId: number,
  limit: number,
): Promise<(Omit<LoadedPriceList, 'prices'> & { count: number })[]> {
  return database().sql<(Omit<LoadedPriceList, 'prices'> & { count: number })[]>`
    select p.id, to_char(p.effective_on, 'YYYY-MM-DD') as "effectiveOn", p.source, jsonb_array_length(p.prices) as count,
      p.actor_name as "loadedBy", p.created_at as "createdAt"
    from price_lists p where p.team_id = ${teamId}
    order by p.effective_on desc, p.created_at desc limit ${limit}`
}
