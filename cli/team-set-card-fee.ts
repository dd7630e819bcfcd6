import { database } from '../db/client'
import type { Command } from './command'
import { findTeam } from './find-team'
import { printTeam } from './print-team'
import { required, requiredCount } from './read-option'

/** As the table's bounds: a tenth of what is charged is more than any fee. */
const MOST_BASIS_POINTS = 1_000

export const teamSetCardFee: Command = {
  name: 'team set-card-fee',
  usage: '--team SLUG --basis-points N',
  help:
    'Sets what a credit card costs a team with a Mailstation, in hundredths of a percent (350 is 3.5 %, 0 is no fee), from the ' +
    'next refill on; prints the team as JSON.',
  options: { team: { type: 'string' }, 'basis-points': { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const basisPoints = requiredCount(values, 'basis-points', 0, MOST_BASIS_POINTS)
    return async () => {
      const team = await findTeam(slug)
      await database().sql`select set_card_fee(p_team => ${team.id}, p_basis_points => ${basisPoints})`
      await printTeam(team)
    }
  },
}
