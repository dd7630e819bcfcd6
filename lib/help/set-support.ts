import { database } from '../../db/client'
import type { Support } from '../../db/queries/support'
import type { Principal } from '../auth/principal'

/** Sets support contact and hours of the principal's team; the database lets admins alone, and writes the audit row. */
export async function setSupport(
  { teamId, id }: Principal,
  support: Support,
): Promise<'changed' | 'invalid' | 'forbidden'> {
  const { sql } = database()
  const { timeZone, ...rest } = support
  const [row] = await sql<[{ outcome: 'changed' | 'invalid' | 'forbidden' }]>`
    select set_support(
      p_team => ${teamId}, p_actor => ${id}, p_settings => ${sql.json({ ...rest, time_zone: timeZone })}) as outcome`
  return row.outcome
}
