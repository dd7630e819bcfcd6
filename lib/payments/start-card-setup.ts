import { database } from '../../db/client'
import { env } from '../env'
import { isOtherMode } from './adopt-mode'
import { cardProcessor } from './processor'

type Team = { name: string; customer: string | null; createdAt: number }

const PATH = '/settings/payment-methods'

/**
 * The address of a page of the processor's where an admin adds a card to the team, or `unavailable` if the processor does
 * not answer or has no such page, or `other_mode` if the team is live and this server is not. The caller has checked that the person is an admin. The page leads back to
 * `…/added?session_id=…`, where `finishCardSetup` takes over.
 */
export async function startCardSetup({
  teamId,
  userId,
}: {
  teamId: number
  userId: string
}): Promise<{ ok: true; url: string } | { ok: false; reason: 'unavailable' | 'other_mode' }> {
  if (await isOtherMode(teamId)) return { ok: false, reason: 'other_mode' }
  const { sql } = database()
  const { authUrl } = env()
  const [team] = await sql<[Team]>`
    select name, processor_customer as customer, floor(extract(epoch from created_at))::bigint as "createdAt"
    from teams where id = ${teamId}`
  const processor = cardProcessor()
  const setup = await processor.startCardSetup({
    teamId,
    userId,
    customer: {
      ref: team.customer,
      name: team.name,
      // Each installation counts its teams from 1, and several may share a test account.
      idempotencyKey: `customer-${new URL(authUrl).host}-${teamId}-${team.createdAt}`,
    },
    returnUrl: `${authUrl}${PATH}/added`,
    cancelUrl: `${authUrl}${PATH}`,
  })
  if (setup.status === 'unavailable') return { ok: false, reason: 'unavailable' }
  // Two admins at once get the same customer, by its key. The first to be recorded stands.
  if (team.customer === null)
    await sql`select set_processor_customer(p_team => ${teamId}, p_customer => ${setup.customer}, p_mode => ${processor.mode})`
  return { ok: true, url: setup.url }
}
