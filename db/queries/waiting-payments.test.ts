import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createTestTeam, type TestTeam } from '../testing/create-test-team'
import { useTestDatabase } from '../testing/test-database'
import { readWaitingPayments } from './waiting-payments'

const { sql } = useTestDatabase()

/** A refill by card whose processor has not answered, asked for so many minutes ago. */
async function wait(team: TestTeam, minutes: number): Promise<{ id: string; since: Date }> {
  const [booked] = await sql<[{ id: string }]>`
    select refill_id as id from request_refill(
      p_team => ${team.id}, p_key => ${randomUUID()}, p_request_hash => 'x'::bytea, p_amount => 1000,
      p_method => ${team.card}, p_allocations => null, p_memo => null, p_actor_type => 'user',
      p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)`
  const [{ since }] = await sql<[{ since: Date }]>`
    update refills set created_at = clock_timestamp() - ${minutes}::integer * interval '1 minute', asked = ${minutes * 3}
    where team_id = ${team.id} and id = ${booked.id} returning created_at as since`
  return { id: booked.id, since }
}

test('counts the card payments that wait for more than ten minutes, in this team, until the answer', async () => {
  const [team, other] = [await createTestTeam(sql), await createTestTeam(sql)]
  await wait(team, 9)
  await wait(other, 60)
  expect(await readWaitingPayments(team.id)).toEqual({ count: 0, since: null, asked: 0 })
  const oldest = await wait(team, 30)
  const newer = await wait(team, 11)
  expect(await readWaitingPayments(team.id)).toEqual({ count: 2, since: oldest.since, asked: 90 })
  await sql`select settle_refill(p_team => ${team.id}, p_refill => ${oldest.id}, p_processor_ref => 'ref')`
  expect(await readWaitingPayments(team.id)).toEqual({ count: 1, since: newer.since, asked: 33 })
})
