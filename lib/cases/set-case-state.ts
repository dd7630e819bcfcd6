import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

type Outcome = 'changed' | 'unchanged' | 'not_found' | 'forbidden'

/** Closes a case (who opened it, or an admin) or opens it again (an admin). */
export async function setCaseState(
  { teamId, id }: Principal,
  caseId: string,
  state: 'open' | 'closed',
): Promise<Outcome> {
  const [row] = await database().sql<[{ outcome: Outcome }]>`
    select set_case_state(p_team => ${teamId}, p_actor => ${id}, p_case => ${caseId}, p_state => ${state}) as outcome`
  return row.outcome
}
