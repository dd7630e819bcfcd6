import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { cardProcessor } from './processor'

type Answer = 'done' | 'forbidden' | 'not_found' | 'is_default' | 'in_use'

/**
 * Removes a card for good, here and at the processor. Receipts still name it. If the processor does not answer, nobody
 * can pay with the card here all the same; removing it again calls the processor again. Rules: db/functions/45-processor.sql.
 */
export async function removeCard({ teamId, id }: Principal, methodId: string): Promise<Answer> {
  if (!isUuid(methodId)) return 'not_found'
  const [{ answer, card }] = await database().sql<[{ answer: Answer; card: string | null }]>`
    select remove_card(p_team => ${teamId}, p_actor => ${id}, p_method => ${methodId}) as answer,
      (select m.processor_ref from payment_methods m where m.team_id = ${teamId} and m.id = ${methodId}) as card`
  if (answer === 'done' && card !== null) await cardProcessor().detach(card)
  return answer
}
