import { expect, test } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { useEnv } from '../testing/use-env'
import { createKey, send } from './testing/api-client'

const { sql } = useTestDatabase()

test('the balance says what is owed, and 0 where nothing is', async () => {
  useEnv()
  const team = await createTestTeam(sql, { balance: 20_00 })
  const key = await createKey(sql, team.id, ['read'])
  const figures = { available: 20_00, pending: 0, held: 0, owed: 0, limit: 500_00, minimum_refill: 10_00 }
  const { body } = await send('GET', '/balance', { key })
  expect(body).toEqual({ ...figures, headroom: 480_00, currency: 'USD', as_of: expect.any(String) })
  expect(Object.keys(body).join(' ')).toBe('available pending held owed limit minimum_refill headroom currency as_of')
  await sql`
    select post_transfer(
      p_team => ${team.id}, p_kind => 'fund_reversal', p_debit => 'card', p_credit => 'receivable', p_amount => 3000,
      p_now => now(), p_effective => now()), settle_owed(p_team => ${team.id}, p_now => now(), p_effective => now())`
  expect((await send('GET', '/balance', { key })).body).toMatchObject({ available: 0, owed: 10_00, headroom: 500_00 })
})
