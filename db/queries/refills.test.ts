import { expect, test } from 'vitest'
import { createTestTeam } from '../testing/create-test-team'
import { useTestDatabase } from '../testing/test-database'
import type { PagePlace } from './cursor'
import { readRefillPage } from './refills'

const { sql } = useTestDatabase()

test('pages go forth and back without a gap or a repeat, with what is on its way on top of the first', async () => {
  const team = await createTestTeam(sql)
  // Three of each moment, so that a page may end between two of one moment; the oldest is still on its way.
  await sql`
    insert into refills (team_id, id, reference, status, amount, fee, balance_before, payment_method_id, payment_method_type,
      payment_method_label, actor_type, actor_id, actor_name, source, failure_code, failure_message, created_at)
    select ${team.id}, gen_random_uuid(), 'T-' || n, 'failed', 1000, 0, 0, ${team.declinedCard}, 'credit_card', 'Visa',
      'user', '1', 'Test', 'web', 'card_declined', 'No', now() - (n / 3) * interval '1 minute' from generate_series(1, 11) n`
  await sql`
    select request_refill(
      p_team => ${team.id}, p_key => 'k', p_request_hash => 'x'::bytea, p_amount => 1000, p_method => ${team.card},
      p_allocations => null, p_memo => null, p_actor_type => 'user', p_actor_id => ${team.admin.id}, p_source => 'web',
      p_expected_total => null)`
  await sql`update refills set created_at = now() - interval '1 hour' where status = 'processing' and team_id = ${team.id}`
  const whole = (await readRefillPage(team.id, 50, {})).refills
  expect(whole).toHaveLength(12)
  expect(whole[0]).toMatchObject({ status: 'processing' })
  const all = whole.slice(1).map(({ id }) => id)

  const forth: string[] = []
  let place: PagePlace | undefined
  for (;;) {
    const page = await readRefillPage(team.id, 4, {}, place)
    expect(page.hasNewer).toBe(place !== undefined)
    const resolved = page.refills.filter(({ status }) => status !== 'processing')
    expect(page.refills.length - resolved.length, 'on its way').toBe(place ? 0 : 1)
    forth.push(...resolved.map(({ id }) => id))
    if (!page.hasOlder) break
    place = { ...resolved.at(-1)!, direction: 'older' }
  }
  expect(forth).toEqual(all)
  const back = await readRefillPage(team.id, 4, {}, { ...whole[9]!, direction: 'newer' })
  expect([back.refills.map(({ id }) => id), back.hasNewer, back.hasOlder]).toEqual([all.slice(4, 8), true, true])
})
