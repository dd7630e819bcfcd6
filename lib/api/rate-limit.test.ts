import { expect, test, vi } from 'vitest'
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
  expect(await send('POST', '/labels', { key: await createKey(sql, team.id), body: label })).toMatchObject({
    status: 201,
  })

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

test('who may not, and how often, is said before what is wrong with the request; each costs what it always did', async () => {
  useEnv({ API_WRITES_PER_MINUTE: '1' })
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id, ['read', 'labels:write'])
  const left = async () =>
    (await sql<[{ tokens: number | null }]>`select round(tokens) as tokens from api_keys where team_id = ${team.id}`)[0]
      .tokens
  const bad = { carrier: 'ups', amount: 'much' }

  for (const body of [label, bad]) {
    expect(await send('POST', '/labels', { key: `${key}x`, body })).toMatchObject({ status: 401 })
    expect(await send('POST', '/refills', { key, body })).toMatchObject({ status: 403 })
  }
  expect(await left()).toBe(98)
  expect(await send('POST', '/labels', { key, body: bad })).toMatchObject({ status: 422 })
  expect(await left()).toBe(97)
  expect(await send('POST', '/labels', { key, body: { carrier: 'usps', amount: 100 } })).toMatchObject({ status: 402 })
  expect(await left()).toBe(96)

  await sql`update api_keys set tokens = 0 where team_id = ${team.id}`
  for (const body of [label, bad]) {
    expect(await send('POST', '/refills', { key, body })).toMatchObject({ status: 403 })
    expect(await send('POST', '/labels', { key, body })).toMatchObject({ status: 429 })
  }
  expect(await left()).toBe(0)
})

test('a reader does not wait for a write of its key that waits for the team', async () => {
  useEnv()
  const team = await createTestTeam(sql)
  const key = await createKey(sql, team.id)
  const replies: string[] = []
  await sql.begin(async (holder) => {
    await holder`select from ledger_accounts where team_id = ${team.id} for update`
    const write = send('POST', '/labels', { key, body: label }).then(({ status }) => replies.push(`write ${status}`))
    await vi.waitUntil(async () => {
      const [{ waiting }] = await sql<[{ waiting: number }]>`
        select count(*) as waiting from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'tuple'`
      return waiting > 0
    })
    await send('GET', '/balance', { key }).then(({ status }) => replies.push(`read ${status}`))
    return write
  })
  expect(replies).toEqual(['read 200', 'write 503'])
  const [{ tokens }] = await sql<[{ tokens: number | null }]>`select tokens from api_keys where team_id = ${team.id}`
  expect(tokens).toBeNull()
})
