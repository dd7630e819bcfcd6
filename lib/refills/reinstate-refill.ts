import { database } from '../../db/client'

/** The bank gave the money back (a dispute that was won). */
export async function reinstateRefill(teamId: number, refillId: string): Promise<'reinstated' | 'unchanged'> {
  const [{ outcome }] = await database().sql<[{ outcome: 'reinstated' | 'unchanged' }]>`
    select reinstate_refill(p_team => ${teamId}, p_refill => ${refillId}) as outcome`
  return outcome
}
