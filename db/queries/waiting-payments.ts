import { database } from '../client'

export type WaitingPayments = {
  /** Card payments without an answer for more than ten minutes. */
  count: number
  /** When the oldest of them was asked for; null for none. */
  since: Date | null
  /** How often the processor has been asked about the one that it was asked about most. */
  asked: number
}

/** The team's card payments that the processor should have answered long ago. Each keeps its room reserved until it does. */
export async function readWaitingPayments(teamId: number): Promise<WaitingPayments> {
  const [waiting] = await database().sql<[WaitingPayments]>`
    select count(*) as count, min(created_at) as since, coalesce(max(asked), 0) as asked
    from refills where team_id = ${teamId} and status = 'processing' and created_at < clock_timestamp() - interval '10 minutes'`
  return waiting
}
