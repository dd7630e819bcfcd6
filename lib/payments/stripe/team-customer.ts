import { database } from '../../../db/client'
import { env, type StripeSettings } from '../../env'
import { callStripe } from './call-stripe'
import { stripeClient } from './stripe-client'

type Team = { name: string; customer: string | null; made: number }

/**
 * Stripe's name for the team, made there at the first call and kept for good. Where two ask at once, Stripe makes one
 * (an idempotency key of its own), and the first that is written down stands.
 */
export async function teamCustomer(settings: StripeSettings, teamId: number): Promise<string> {
  const { sql } = database()
  const [team] = await sql<[Team]>`
    select name, processor_customer as customer, floor(extract(epoch from created_at))::bigint as made from teams where id = ${teamId}`
  if (team.customer !== null) return team.customer
  // Numbers of teams begin anew in each installation, and several may share a test account.
  const idempotencyKey = `customer-${new URL(env().authUrl).host}-${teamId}-${team.made}`
  const made = await callStripe((options) =>
    stripeClient(settings).customers.create(
      { name: team.name, metadata: { team: String(teamId) } },
      { ...options, idempotencyKey },
    ),
  )
  const [{ customer }] = await sql<
    [{ customer: string }]
  >`select set_processor_customer(p_team => ${teamId}, p_customer => ${made.id}) as customer`
  return customer
}
