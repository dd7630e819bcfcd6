import { database } from '../db/client'
import type { Command } from './command'
import { findTeam } from './find-team'
import { printTeam } from './print-team'
import { required } from './read-option'
import { readZone, withZone } from './read-zone'

export const teamSetTimeZone: Command = {
  name: 'team set-time-zone',
  usage: '--team SLUG --time-zone ZONE',
  help: 'Sets the time zone by which the days of a team begin, such as America/Chicago; prints the team as JSON. Filters, charts and files follow at once, also for what was before.',
  options: { team: { type: 'string' }, 'time-zone': { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const zone = readZone(values)
    return async () => {
      const team = await findTeam(slug)
      await withZone(zone, () => database().sql`select set_time_zone(p_team => ${team.id}, p_time_zone => ${zone})`)
      await printTeam(await findTeam(slug))
    }
  },
}
