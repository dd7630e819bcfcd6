import { database } from '../db/client'
import { CommandError, UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { postgresCode } from './postgres-code'
import { printTeam } from './print-team'
import { optional, required, requiredText } from './read-option'
import { readZone, withZone } from './read-zone'

const USUAL_ZONE = 'America/New_York'

export const teamCreate: Command = {
  name: 'team create',
  usage: '--slug SLUG --name NAME [--time-zone ZONE]',
  help: 'Makes a team with an empty postage account (limit $500.00, minimum refill $10.00) and prints it as JSON. Its days are those of ZONE, such as America/Chicago (America/New_York).',
  options: { slug: { type: 'string' }, name: { type: 'string' }, 'time-zone': { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'slug')
    const name = requiredText(values, 'name', 120)
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(slug)) {
      throw new UsageError(
        '--slug should be up to 63 lower-case letters, digits and hyphens, and not begin with a hyphen',
      )
    }
    const zone = optional(values, 'time-zone') === undefined ? USUAL_ZONE : readZone(values)
    return () => createTeam(slug, name, zone)
  },
}

async function createTeam(slug: string, name: string, zone: string): Promise<void> {
  try {
    await withZone(
      zone,
      () => database().sql`select create_team(
      p_slug => ${slug}, p_name => ${name}, p_time_zone => ${zone})`,
    )
  } catch (error) {
    if (postgresCode(error) === '23505') throw new CommandError(`There is a team "${slug}" already.`)
    throw error
  }
  await printTeam(await findTeam(slug))
}
