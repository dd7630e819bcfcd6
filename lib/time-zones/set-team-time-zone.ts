import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

export type ZoneOutcome = 'changed' | 'same' | 'invalid' | 'forbidden'

/** Sets the time zone by which the days of the principal's team begin; the database lets admins alone, and writes the audit row. */
export async function setTeamTimeZone({ teamId, id }: Principal, zone: string): Promise<ZoneOutcome> {
  const [row] = await database().sql<
    [{ outcome: ZoneOutcome }]
  >`select set_team_time_zone(p_team => ${teamId}, p_actor => ${id}, p_time_zone => ${zone}) as outcome`
  return row.outcome
}
