import { database } from '../../db/client'
import { env } from '../env'
import { cardProcessor } from './processor'

type Team = { name: string; customer: string | null; createdAt: number }

const PATH = '/settings/payment-methods'

/**
 * The address of a page of the processor's where an admin adds a card to the team, or `unavailable` if the processor does
 * not answer or has no such page. The caller has checked that the person is an admin. The page leads back to
 * `…/added?session_id=…`, where `finishCardSetup` takes over.
 */
export async function startCardSetup({
  teamId,
  userId,
}: {
  teamId: number
  userId: string
}): Promise<{ ok: true; url: string } | { ok: false; reason: 'unavailable' }> {
  const { sql } = database()
  const { authUrl } = env()
  const [team] = await sql<[Team]>`
    select name, processor_customer as customer, floor(extract(epoch from created_at))::bigint as "createdAt"
    from teams where id = ${teamId}`
  const setup = await cardProcessor().startCardSetup({
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
    await sql`select set_processor_customer(p_team => ${teamId}, p_customer => ${setup.customer})`
  return { ok: true, url: setup.url }
}
