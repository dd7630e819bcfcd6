import { readBalance } from '../db/queries/balance'
import type { Team } from './find-team'

/** A team for programs, as one JSON object: names as in the API, amounts in cents. */
export async function printTeam(team: Team): Promise<void> {
  const { available, pending, held, limit, minimum } = await readBalance(team.id)
  const { slug, name, timeZone } = team
  console.log(JSON.stringify({
    slug, name, time_zone: timeZone, available, pending, held, limit, minimum_refill: minimum, currency: 'USD',
  }))
}
