import { database } from '../../db/client'
import { cardProcessor } from './processor'

export type FinishedCardSetup =
  /** `isNew` is false if the team has the card already. */
  | { ok: true; isNew: boolean }
  /** `not_found`: no such page, or not the team's. `not_done`: no card was entered on it yet. */
  | { ok: false; reason: 'not_found' | 'not_done' | 'unavailable' }

/**
 * Adds the card that was entered on a page of the processor's to the team. The way back from the page and the webhook
 * both call it, in any order and any number of times. The page must be the team's own.
 */
export async function finishCardSetup(teamId: number, ref: string): Promise<FinishedCardSetup> {
  const setup = await cardProcessor().findCardSetup(ref)
  if (setup.status === 'unknown') return { ok: false, reason: 'unavailable' }
  if (setup.status === 'not_found' || setup.teamId !== teamId) return { ok: false, reason: 'not_found' }
  const { sql } = database()
  const [team] = await sql<
    { customer: string | null }[]
  >`select processor_customer as customer from teams where id = ${teamId}`
  // Another installation may share the account and have a team with the same number. Its customer is another.
  if (!team || setup.customer !== team.customer) return { ok: false, reason: 'not_found' }
  const { card, userId } = setup
  if (card === null) return { ok: false, reason: 'not_done' }
  const [{ answer }] = await sql<[{ answer: 'added' | 'known' }]>`
    select add_processor_card(
      p_team => ${teamId}, p_processor_ref => ${card.ref}, p_label => ${card.label},
      p_expires_month => ${card.expiresMonth}::smallint, p_expires_year => ${card.expiresYear}::smallint,
      p_user => ${userId}) as answer`
  return { ok: true, isNew: answer === 'added' }
}
