import { database } from '../../db/client'
import type { SessionOwner } from '../../db/queries/waiting-labels'
import { filledIn, type PrintValues } from './rules/print-values'

/** Saves a label for two hours until there is postage for it. Returns its id, or null if it cannot be saved. */
export async function saveWaitingLabel(
  { teamId, userId, sessionHash }: SessionOwner,
  key: string,
  values: PrintValues,
): Promise<string | null> {
  const { sql } = database()
  const [{ id }] = await sql<[{ id: string | null }]>`
    select keep_waiting_label(
      p_team => ${teamId}, p_actor => ${userId}, p_session => ${sessionHash}, p_key => ${key},
      p_label => ${sql.json(filledIn(values))}) as id`
  return id
}
