import { database } from '../../db/client'
import { log } from '../log'
import { runEvery } from '../run-every'
import type { CardProcessor } from './card-processor'
import { cardProcessor } from './processor'

type Adopted = 'unchanged' | 'adopted' | 'went_live' | 'other_mode'

/**
 * Tells the database which mode the card processor of this server is in, for each team of another mode or of none. A team
 * in test mode goes live when the server has a live key. Any number of processes may do this at once. Rules:
 * db/functions/28-modes.sql.
 */
export async function adoptModes(): Promise<void> {
  const { sql } = database()
  const { mode } = cardProcessor()
  const teams = await sql<{ id: number }[]>`
    select id from teams where mode is null or mode = 'test' and ${mode}::processor_mode = 'live' order by id`
  for (const { id } of teams) await adoptMode(id, mode)
}

/** The same for one team. */
async function adoptMode(teamId: number, mode: CardProcessor['mode']): Promise<Adopted> {
  const [{ outcome }] = await database().sql<[{ outcome: Adopted }]>`
    select adopt_mode(p_team => ${teamId}, p_mode => ${mode}) as outcome`
  if (outcome === 'went_live') log.info({ teamId }, 'The team went live. Its test balance is gone, and its test cards.')
  return outcome
}

/**
 * Whether the team's money is real and this server has no live key, so that no card of the team can be added, charged, or
 * refunded here. A team in test mode goes live first, if the server is.
 */
export async function isOtherMode(teamId: number): Promise<boolean> {
  const { mode } = cardProcessor()
  const [team] = await database().sql<
    { mode: CardProcessor['mode'] | null }[]
  >`select mode from teams where id = ${teamId}`
  return team !== undefined && team.mode !== mode && (await adoptMode(teamId, mode)) === 'other_mode'
}

/** Tells the database now, before anything is printed or charged, and every minute, for teams that are made later. */
export async function startModeJob(): Promise<void> {
  try {
    await adoptModes()
  } catch (error) {
    log.error(
      { err: error },
      'The database has not learned the mode of the card processor. The next try is in a minute.',
    )
  }
  runEvery('modes', 60_000, adoptModes, 'a new team learns whether its money is real')
}
