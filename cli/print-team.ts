import { readBalance } from '../db/queries/balance'
import { readMode, readRefillRules } from '../db/queries/teams'
import type { Team } from './find-team'

/** A team for programs, as one JSON object: names as in the API, amounts in cents. */
export async function printTeam(team: Team): Promise<void> {
  const [{ available, pending, held, owed, limit, minimum }, { cardFeeBasisPoints }, { mode, liveSince }] =
    await Promise.all([readBalance(team.id), readRefillRules(team.id), readMode(team.id)])
  const { slug, name, timeZone } = team
  console.log(
    JSON.stringify({
      slug,
      name,
      time_zone: timeZone,
      mode,
      live_since: liveSince?.toISOString() ?? null,
      available,
      pending,
      held,
      owed,
      limit,
      minimum_refill: minimum,
      card_fee_basis_points: cardFeeBasisPoints,
      currency: 'USD',
    }),
  )
}
