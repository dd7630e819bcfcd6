import { database } from '../db/client'
import { CommandError } from './command'

export type Team = { id: number; slug: string; name: string; timeZone: string }

/** The team of a slug; an unknown one ends the command. */
export async function findTeam(slug: string): Promise<Team> {
  const [team] = await database().sql<Team[]>`
    select id, slug, name, time_zone as "timeZone" from teams where slug = ${slug}`
  if (!team) throw new CommandError(`There is no team "${slug}".`)
  return team
}
