import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

/** A reply by who opened the case, or by an admin; the database decides who that is. */
export async function replyToCase(
  { teamId, id }: Principal,
  caseId: string,
  body: string,
): Promise<'replied' | 'closed' | 'not_found'> {
  const [row] = await database().sql<[{ outcome: 'replied' | 'closed' | 'not_found' }]>`
    select reply_to_case(p_team => ${teamId}, p_actor => ${id}, p_case => ${caseId}, p_body => ${body}) as outcome`
  return row.outcome
}
