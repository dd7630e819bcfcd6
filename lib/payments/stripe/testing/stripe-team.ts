import { randomUUID } from 'node:crypto'
import { addMember } from '../../../../db/testing/create-test-team'
import type { Sql } from '../../../../db/client'
import type { Principal } from '../../../auth/principal'
import { finishCardSetup } from '../../finish-card-setup'
import { startCardSetup } from '../../start-card-setup'
import type { UsedFakeStripe } from './use-fake-stripe'

export type StripeTeam = {
  id: number
  admin: Principal
  customer: string
  addCard: (number?: string) => Promise<string>
}

/** A team whose cards are at the fake Stripe; `addCard` goes through its page, and gives the payment method's id. */
export async function createStripeTeam(
  sql: Sql,
  stripe: UsedFakeStripe,
  { mailstation = true } = {},
): Promise<StripeTeam> {
  const [{ id }] = await sql<[{ id: number }]>`select create_team(
    p_slug => ${`s-${randomUUID()}`}, p_name => 'Stripe team') as id`
  if (mailstation) await sql`insert into devices (team_id, type, serial) values (${id}, 'mailstation', ${randomUUID()})`
  const admin = await addMember(sql, id, 'admin')
  const page = async () => {
    const setup = await startCardSetup({ teamId: id, userId: admin.id })
    if (!setup.ok) throw new Error(setup.reason)
    return setup.url.split('/').at(-1)!
  }
  await page()
  const [{ customer }] = await sql<
    [{ customer: string }]
  >`select processor_customer as customer from teams where id = ${id}`
  return {
    id,
    admin,
    customer,
    async addCard(number = '4242424242424242') {
      const session = await page()
      await stripe.control('person', { session, number, does: 'add' })
      const answer = await finishCardSetup(id, session)
      if (!answer.ok || !answer.isNew) throw new Error(JSON.stringify(answer))
      const [method] = await sql<
        [{ id: string }]
      >`select id from payment_methods where team_id = ${id} order by created_at desc limit 1`
      return method.id
    },
  }
}
