import { expect, test } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createKey, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql } = useTestDatabase()
const label = { carrier: 'ups', amount: 100 }

test('a key that writes too fast is told to wait, and neither reading nor another key waits with it', async () => {
  useEnv({ API_WRITES_PER_MINUTE: '1' })
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id)
  const replies = await Promise.all(Array.from({ length: 110 }, () => send('POST', '/labels', { key, body: label })))
  const limited = replies.filter(({ status }) => status === 429)
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(100)
  expect(limited).toHaveLength(10)
  for (const { headers, body } of limited) {
    expect(body.code).toBe('rate_limited')
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  }
  expect(await send('GET', '/balance', { key })).toMatchObject({ status: 200 })
  expect(await send('POST', '/refills/quote', { key, body: { amount: 1_000 } })).toMatchObject({ status: 200 })
  expect(await send('POST', '/labels', { key: await createKey(sql, team.id), body: label })).toMatchObject(
    { status: 201 },
  )

  await sql`update api_keys set tokens_at = tokens_at - interval '2 minutes' where team_id = ${team.id}`
  expect(await send('POST', '/labels', { key, body: label })).toMatchObject({ status: 201 })
})

test('0 is no limit', async () => {
  useEnv({ API_WRITES_PER_MINUTE: '0' })
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id)
  const replies = await Promise.all(Array.from({ length: 150 }, () => send('POST', '/labels', { key, body: label })))
  expect(replies.every(({ status }) => status === 201)).toBe(true)
})
